package dev.cao.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives each test a directory of its own and fails it when something of it is left: a process that knows the directory
 * (by argument, environment or working directory), a socket or start script in it, or a thread of cao. Whatever it finds
 * it also ends. Use: {@code @RegisterExtension final NoLeaks world = new NoLeaks();}, and have all that is started know
 * {@link #directory}.
 */
public final class NoLeaks implements BeforeEachCallback, AfterEachCallback {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final List<String> THREADS = List.of("tmux-", "worker-", "subprocess-", "control-");

    private @Nullable Path directory;
    private Set<Long> threadsBefore = Set.of();

    /** Returns the test's directory: absolute, real, removed after the test. */
    public Path directory() {
        if (directory == null) {
            throw new IllegalStateException("only inside of a test");
        }
        return directory;
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        threadsBefore = threads().stream().map(Thread::threadId).collect(Collectors.toSet());
        String name = "cao-t-" + UUID.randomUUID().toString().substring(0, 8);
        directory = Files.createDirectory(
                Path.of(System.getProperty("java.io.tmpdir")).toRealPath().resolve(name));
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        try {
            Awaitility.await()
                    .atMost(DEADLINE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(20))
                    .untilAsserted(() -> assertThat(left()).as("left behind").isEmpty());
        } finally {
            processes().forEach(ProcessHandle::destroyForcibly);
            delete();
        }
    }

    private List<String> left() throws IOException {
        try (Stream<Path> files = Files.walk(directory())) {
            Stream<String> sockets = files.filter(NoLeaks::isTrace).map(file -> "file " + file);
            Stream<String> live =
                    processes().map(process -> "process " + process.pid() + " " + describe(process.pid()));
            Stream<String> threads = threads().stream()
                    .filter(thread -> !threadsBefore.contains(thread.threadId()))
                    .map(thread -> "thread " + thread.getName());
            return Stream.of(sockets, live, threads).flatMap(s -> s).toList();
        }
    }

    private static boolean isTrace(Path file) {
        return Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)
                || file.getFileName().toString().matches("start-.*\\.sh");
    }

    private static List<Thread> threads() {
        // Platform threads only: the JVM does not list virtual ones.
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> THREADS.stream().anyMatch(thread.getName()::startsWith))
                .toList();
    }

    private Stream<ProcessHandle> processes() {
        String mark = directory().toString();
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> !read(process.pid(), "cmdline").isEmpty())
                .filter(process -> describe(process.pid()).contains(mark)
                        || read(process.pid(), "environ").contains(mark));
    }

    private static String describe(long pid) {
        String cwd;
        try {
            cwd = Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "cwd"))
                    .toString();
        } catch (IOException _) {
            cwd = "?";
        }
        return read(pid, "cmdline").replace('\0', ' ') + "in " + cwd;
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file), StandardCharsets.ISO_8859_1);
        } catch (IOException _) {
            return "";
        }
    }

    private void delete() throws IOException {
        try (Stream<Path> files = Files.walk(directory())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
