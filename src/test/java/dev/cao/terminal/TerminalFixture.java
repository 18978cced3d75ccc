package dev.cao.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.io.NoLeaks;
import dev.cao.io.ProcessTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A runtime for each test, and programs to run in it. Nothing of it is left after the test. */
@Tag("tmux")
abstract class TerminalFixture {
    @RegisterExtension
    final NoLeaks world = new NoLeaks();

    final RecordingListener listener = new RecordingListener();
    TerminalRuntime runtime;

    /** Starts a runtime that keeps what it needs in this directory. */
    abstract TerminalRuntime open(Path directory, TerminalRuntime.Listener listener) throws Exception;

    @BeforeEach
    void open() throws Exception {
        runtime = open(world.directory(), listener);
    }

    @AfterEach
    void shutdown() throws InterruptedException {
        runtime.shutdown();
    }

    /** Half of the commands paste one {@code <…>} each, spread evenly over the sessions; the others look. */
    final void mixedCommands(List<Session> sessions, int threads, int each) throws Exception {
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> work = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int thread = t;
                work.add(() -> {
                    for (int i = 0; i < each; i++) {
                        Session session = sessions.get((thread + i / 2) % sessions.size());
                        if (i % 2 == 0) {
                            runtime.paste(session, "<" + thread + "." + i + ">", PasteLimits.NONE);
                        } else if (i % 4 == 1) {
                            runtime.capture(session, 10);
                        } else {
                            assertThat(runtime.list()).hasSize(sessions.size());
                        }
                    }
                    return thread;
                });
            }
            for (var done : pool.invokeAll(work)) {
                done.get();
            }
        }
    }

    final SessionSpec spec(String name, List<String> argv) {
        return new SessionSpec(name, argv, world.directory(), environment(), 80, 24);
    }

    final Map<String, String> environment() {
        return Map.of(
                "PATH",
                "/usr/bin:/bin",
                "LC_ALL",
                "C.UTF-8",
                "CAO_TEST",
                world.directory().toString());
    }

    /** Starts a program that takes pastes and keys as bytes, as an agent's terminal interface does. */
    final Session startReader(String name, Path file) throws Exception {
        Session session = runtime.start(spec(
                name,
                List.of(
                        "sh",
                        "-c",
                        "stty raw -echo; : > \"$0\"; printf '\\033[?2004hready'; exec cat > \"$0\"",
                        file.toString())));
        awaitScreen(session, "ready");
        return session;
    }

    final Screen awaitScreen(Session session, String text) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(
                        () -> runtime.capture(session, 100),
                        screen -> screen.text().contains(text));
    }

    static String awaitText(Path file, String text) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> Files.exists(file) ? read(file) : "", content -> content.contains(text));
    }

    static String awaitFile(Path file) throws IOException {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> Files.exists(file));
        return Files.readString(file);
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    static List<String> nulSeparated(String text) {
        return List.of(text.substring(0, text.length() - 1).split("\0", -1));
    }

    /** Tells whether the process does something still; a zombie waits only for its parent to look. */
    static boolean runs(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent() && !ProcessTree.isZombie(pid);
    }
}
