package dev.cao.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cao.domain.ProcessExit;
import dev.cao.io.Subprocess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What people do to a run's tmux, and what their configuration tries to do. */
final class TmuxPeopleTest extends TerminalFixture {
    private final List<TmuxRuntime> others = new ArrayList<>();

    @Override
    TerminalRuntime open(Path directory, TerminalRuntime.Listener listener) throws Exception {
        return TmuxRuntime.start(TmuxRuntimeTest.place(directory), listener);
    }

    @AfterEach
    void shutdownOthers() throws InterruptedException {
        for (TmuxRuntime other : others) {
            other.shutdown();
        }
    }

    @Test
    void renamingChangesNothing() throws Exception {
        Path file = world.directory().resolve("typed");
        Session session = startReader("architect", file);

        person("rename-session", "-t", "=architect", "mine");
        person("rename-window", "-t", session.pane(), "my window");
        runtime.paste(session, "still here", PasteLimits.NONE);

        awaitText(file, "still here\u001b[201~");
        assertThat(runtime.list()).containsExactly(session);
        assertThat(runtime.exit(session)).isEmpty();
    }

    @Test
    void ownSessionsAndSplitsOfAPersonAreNoWorkers() throws Exception {
        Session session = runtime.start(spec("worker", List.of("sleep", "60")));

        person("new-session", "-d", "-s", "mine", "sleep 60");
        person("split-window", "-d", "-t", session.pane(), "sleep 60");

        assertThat(runtime.list()).containsExactly(session);
        runtime.kill(session);
        assertThat(person("list-sessions", "-F", "#{session_name}").lines()).containsExactlyInAnyOrder("cao", "mine");
    }

    @Test
    void sessionOfAPersonWithTheSameNameIsNotInTheWay() throws Exception {
        person("new-session", "-d", "-s", "worker", "sleep 60");

        Session session = runtime.start(spec("worker", List.of("sleep", "60")));

        assertThat(runtime.list()).containsExactly(session);
    }

    @Test
    void movedPanesAreFoundAndKilledAlone() throws Exception {
        Path file = world.directory().resolve("typed");
        Session moved = startReader("moved", file);
        Session host = runtime.start(spec("host", List.of("sleep", "60")));

        person("join-pane", "-d", "-s", moved.pane(), "-t", host.pane());
        person("swap-pane", "-d", "-s", moved.pane(), "-t", host.pane());
        runtime.paste(moved, "x", PasteLimits.NONE);

        awaitText(file, "x\u001b[201~");
        runtime.kill(moved);
        assertThat(runtime.list()).containsExactly(host);
        assertThat(listener.awaitEnd(moved)).isInstanceOf(ProcessExit.Unknown.class);
        assertThat(runtime.exit(host)).isEmpty();
    }

    @Test
    void killedPanesWindowsAndSessionsAreTold() throws Exception {
        Session pane = runtime.start(spec("pane", List.of("sleep", "60")));
        Session window = runtime.start(spec("window", List.of("sleep", "60")));
        Session session = runtime.start(spec("session", List.of("sleep", "60")));
        person("split-window", "-d", "-t", pane.pane(), "sleep 60");

        person("kill-pane", "-t", pane.pane());
        person("kill-window", "-t", window.pane());
        person("kill-session", "-t", "=session");

        for (Session ended : List.of(pane, window, session)) {
            assertThat(listener.awaitEnd(ended)).isInstanceOf(ProcessExit.Unknown.class);
            assertThatExceptionOfType(SessionGoneException.class)
                    .isThrownBy(() -> runtime.paste(ended, "x", PasteLimits.NONE));
        }
    }

    @Test
    void programThatAPersonPutsInThePlaceOfOursIsNotTypedTo() throws Exception {
        Session session = runtime.start(spec("worker", List.of("sleep", "60")));

        person("respawn-pane", "-k", "-t", session.pane(), "sleep 61");

        assertThat(listener.awaitEnd(session)).isInstanceOf(ProcessExit.Unknown.class);
        assertThatExceptionOfType(SessionGoneException.class)
                .isThrownBy(() -> runtime.press(session, List.of(Key.ENTER)));
        assertThat(runtime.list()).isEmpty();
    }

    @Test
    void keeperSessionMayBeKilled() throws Exception {
        Session session = runtime.start(spec("worker", List.of("sleep", "60")));

        person("kill-session", "-t", "=" + TmuxServer.KEEPER);

        assertThat(runtime.list()).containsExactly(session);
        assertThat(listener.losses()).isEmpty();
    }

    @Test
    void keysReachTheProgramAlthoughAPersonScrolls() throws Exception {
        Path file = world.directory().resolve("typed");
        Session session = startReader("reader", file);
        person("copy-mode", "-t", session.pane());
        assertThat(runtime.presence(session).inMode()).isTrue();

        runtime.paste(session, "text", PasteLimits.NONE);
        runtime.press(session, List.of(Key.ENTER));

        assertThat(awaitText(file, "\r")).isEqualTo("\u001b[200~text\u001b[201~\r");
        assertThat(runtime.presence(session).inMode()).isFalse();
    }

    @Test
    void peopleAttachFromInsideAnotherTmuxAndResizeAndLeave() throws Exception {
        Session session = runtime.start(spec("worker", List.of("sh", "-c", "echo inner; sleep 60")));
        TmuxRuntime outer = other();
        SessionSpec attach = new SessionSpec(
                "attach", runtime.attachCommand(session), world.directory(), outerEnvironment(), 132, 40);
        Session person = outer.start(attach);
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> runtime.presence(session).clients() == 1);
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(
                        () -> outer.capture(person, 0).text(),
                        text -> text.contains("inner") && text.contains("test-run"));

        // The window takes the person's size less the status line, but never one that no agent can draw on.
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> size(session).equals("132x39"));
        resize(outer, person, 30, 8);
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> size(session).equals("80x24"));
        resize(outer, person, 100, 30);
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> size(session).equals("100x29"));
        outer.press(person, List.of(Key.Y));
        assertThat(runtime.presence(session).lastInput()).isPresent();

        person("detach-client", "-s", "=worker");

        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> runtime.presence(session).clients() == 0);
        assertThat(runtime.exit(session)).isEmpty();
    }

    @Test
    void filesOfTheUsersHomeAreNotRead() throws Exception {
        Path home = Files.createDirectories(Path.of(System.getenv("HOME")));
        Map<Path, String> hostile = new HashMap<>();
        String evil = "touch " + world.directory().resolve("evil") + "; echo EVIL; exec sleep 99\n";
        for (String name : Set.of(".profile", ".bashrc", ".bash_profile", ".shrc", ".kshrc", ".zshrc", ".zshenv")) {
            hostile.put(home.resolve(name), evil);
        }
        hostile.put(
                home.resolve(".tmux.conf"),
                "set -g remain-on-exit off\nset -g default-command 'echo EVIL'\nrun-shell 'touch "
                        + world.directory().resolve("evil") + "'\n");
        for (var file : hostile.entrySet()) {
            Files.writeString(file.getKey(), file.getValue());
        }
        try {
            TmuxRuntime other = other();
            Map<String, String> environment = new HashMap<>(environment());
            environment.put("HOME", home.toString());
            environment.put("ENV", home.resolve(".shrc").toString());
            environment.put("BASH_ENV", home.resolve(".bashrc").toString());
            Session session = other.start(
                    new SessionSpec("clean", List.of("printf", "fine"), world.directory(), environment, 80, 24));

            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> other.exit(session).isPresent());
            assertThat(other.exit(session)).contains(new ProcessExit.Code(0));
            assertThat(world.directory().resolve("evil")).doesNotExist();
        } finally {
            for (Path file : hostile.keySet()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private TmuxRuntime other() throws Exception {
        Path directory = Files.createDirectory(world.directory().resolve("other"));
        TmuxRuntime other = TmuxRuntime.start(TmuxRuntimeTest.place(directory), new RecordingListener());
        others.add(other);
        return other;
    }

    private Map<String, String> outerEnvironment() {
        return environment();
    }

    private String size(Session session) throws Exception {
        Screen screen = runtime.capture(session, 0);
        return screen.columns() + "x" + screen.rows();
    }

    private void resize(TmuxRuntime outer, Session person, int columns, int rows) throws Exception {
        tmux(
                world.directory().resolve("other"),
                "resize-window",
                "-t",
                person.pane(),
                "-x",
                "" + columns,
                "-y",
                "" + rows);
        assertThat(outer.exit(person)).isEmpty();
    }

    private String person(String... command) throws Exception {
        return tmux(world.directory(), command);
    }

    static String tmux(Path directory, String... command) throws Exception {
        List<String> argv =
                new ArrayList<>(List.of("tmux", "-S", directory.resolve("tmux").toString()));
        argv.addAll(List.of(command));
        Subprocess.Result result = Subprocess.run(argv, directory, Map.of(), "", Duration.ofSeconds(10));
        assertThat(result.ok()).as(result.err()).isTrue();
        return result.out();
    }
}
