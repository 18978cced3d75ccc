package dev.cao.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end. Safe for many threads; no shell sees the arguments. */
public final class Subprocess {
    private Subprocess() {}

    /** What a program left behind. {@code timedOut}: it was killed at the deadline, and the exit code means nothing. */
    public record Result(int exitCode, String out, String err, boolean timedOut) {
        public boolean ok() {
            return !timedOut && exitCode == 0;
        }
    }

    /**
     * Runs a program with this text on its standard input.
     *
     * @throws IOException if it cannot be started
     */
    public static Result run(
            List<String> argv, Path directory, Map<String, String> extraEnvironment, String input, Duration timeout)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(argv).directory(directory.toFile());
        builder.environment().putAll(extraEnvironment);
        Process process = builder.start();
        StringBuilder out = new StringBuilder();
        StringBuilder err = new StringBuilder();
        Thread outReader = drain(process.inputReader(StandardCharsets.UTF_8), out, "stdout");
        Thread errReader = drain(process.errorReader(StandardCharsets.UTF_8), err, "stderr");
        try {
            Thread writer = Thread.ofVirtual().name("subprocess-stdin").start(() -> {
                try (var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
                    stdin.write(input);
                } catch (IOException _) {
                    // The program ended, or closed its input, before it read all: its exit code tells the rest.
                    return;
                }
            });
            boolean ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
            writer.join();
            outReader.join();
            errReader.join();
            return new Result(process.exitValue(), out.toString(), err.toString(), !ended);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Thread drain(java.io.BufferedReader reader, StringBuilder into, String name) {
        return Thread.ofVirtual().name("subprocess-" + name).start(() -> {
            char[] buffer = new char[8192];
            try (reader) {
                int read = reader.read(buffer);
                while (read >= 0) {
                    into.append(buffer, 0, read);
                    read = reader.read(buffer);
                }
            } catch (IOException e) {
                into.append("\n[output cut off: ").append(e).append("]\n");
            }
        });
    }
}
