import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The most that a process takes, looked at five times a second. */
final class Peak {
    private final Thread watch;
    volatile long megabytes;
    volatile long threads;
    volatile long descriptors;

    Peak(long pid) {
        watch = Thread.ofPlatform().daemon().start(() -> {
            try {
                while (pid > 0) {
                    look(Path.of("/proc", Long.toString(pid)));
                    Thread.sleep(200);
                }
            } catch (IOException | InterruptedException _) {
                // It ended.
            }
        });
    }

    private void look(Path process) throws IOException {
        for (String line : Files.readAllLines(process.resolve("status"))) {
            if (line.startsWith("VmHWM:")) {
                megabytes = Math.max(megabytes, number(line) / 1024);
            } else if (line.startsWith("Threads:")) {
                threads = Math.max(threads, number(line));
            }
        }
        try (Stream<Path> open = Files.list(process.resolve("fd"))) {
            descriptors = Math.max(descriptors, open.count());
        }
    }

    private static long number(String line) {
        return Long.parseLong(line.replaceAll("\\D", ""));
    }

    void end() {
        watch.interrupt();
    }
}
