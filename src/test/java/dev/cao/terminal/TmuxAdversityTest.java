package dev.cao.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.ProcessExit;
import dev.cao.io.SocketPlace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What goes wrong underneath: programs, clients and servers that die at a bad time, paths that are too long. */
final class TmuxAdversityTest extends TerminalFixture {
    @Override
    TerminalRuntime open(Path directory, TerminalRuntime.Listener listener) throws Exception {
        return TmuxRuntime.start(TmuxRuntimeTest.place(directory), listener);
    }

    @Test
    void programThatEndsBetweenTwoPiecesDoesNotHarmTheServer() throws Exception {
        for (int round = 0; round < 5; round++) {
            Session session = runtime.start(spec(
                    "dying" + round,
                    List.of("sh", "-c", "stty raw -echo; printf ready; head -c 1 >/dev/null; exit 5")));
            awaitScreen(session, "ready");

            assertThatExceptionOfType(SessionGoneException.class).isThrownBy(() -> {
                while (true) {
                    runtime.paste(session, "x\n".repeat(1000), new PasteLimits(1, 10));
                }
            });
            assertThat(listener.awaitEnd(session)).isEqualTo(new ProcessExit.Code(5));
        }
        assertThat(listener.losses()).isEmpty();
        assertThat(TmuxPeopleTest.tmux(world.directory(), "list-buffers")).isEmpty();
    }

    @Test
    void noCommandIsLostOrDoubledWhenControlClientsAreKilled() throws Exception {
        List<Session> sessions = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            sessions.add(startReader("r" + i, world.directory().resolve("typed" + i)));
        }
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger kills = new AtomicInteger();
        Thread killer = Thread.ofPlatform().start(() -> {
            while (!done.get()) {
                kills.addAndGet(killAttachedClient());
            }
        });
        try {
            mixedCommands(sessions, 10, 40);
        } finally {
            done.set(true);
            killer.join();
        }

        assertThat(kills.get()).isGreaterThan(3);
        for (int i = 0; i < 5; i++) {
            runtime.paste(sessions.get(i), "end", PasteLimits.NONE);
            String typed = awaitText(world.directory().resolve("typed" + i), "end\u001b[201~");
            assertThat(typed.split("<", -1)).hasSize(10 * 40 / 5 / 2 + 1);
        }
        assertThat(listener.losses()).isEmpty();
    }

    @Test
    void endsThatHappenWhileNobodyIsConnectedAreToldLater() throws Exception {
        Session session =
                runtime.start(spec("late", List.of("sh", "-c", "while [ ! -e go ]; do sleep 0.02; done; exit 9")));
        runtime.close();
        Files.createFile(world.directory().resolve("go"));
        Awaitility.await().until(() -> !runs(session.pid()));

        RecordingListener later = new RecordingListener();
        runtime = TmuxRuntime.connect(TmuxRuntimeTest.place(world.directory()), later);

        assertThat(later.awaitEnd(session)).isEqualTo(new ProcessExit.Code(9));
        assertThat(runtime.list()).containsExactly(session);
    }

    @Test
    void deathOfTheServerIsToldOnceAndEveryCommandFailsWithIt() throws Exception {
        Session session =
                runtime.start(spec("orphan", List.of("sh", "-c", "trap '' HUP; echo up; while :; do sleep 60; done")));
        awaitScreen(session, "up");

        long server = Long.parseLong(TmuxPeopleTest.tmux(world.directory(), "display-message", "-p", "#{pid}")
                .strip());
        ProcessHandle.of(server).orElseThrow().destroyForcibly();

        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> !listener.losses().isEmpty());
        assertThatExceptionOfType(CaoException.class)
                .isThrownBy(() -> runtime.list())
                .satisfies(lost -> assertThat(lost.status()).isEqualTo(ExitStatus.LOST));
        assertThatExceptionOfType(CaoException.class).isThrownBy(() -> runtime.paste(session, "x", PasteLimits.NONE));
        runtime.shutdown();
        assertThat(listener.losses()).hasSize(1);
        assertThat(runs(session.pid())).isFalse();
    }

    @Test
    void sweptSocketIsMadeAnew() throws Exception {
        Session session = runtime.start(spec("worker", List.of("sleep", "60")));
        Files.delete(world.directory().resolve("tmux"));

        killAttachedClient();

        assertThat(runtime.list()).containsExactly(session);
        Awaitility.await().until(() -> Files.exists(world.directory().resolve("tmux")));
    }

    @Test
    void secondServerAtTheSamePlaceIsRefused() throws Exception {
        TmuxPlace place = TmuxRuntimeTest.place(world.directory());

        assertThatExceptionOfType(CaoException.class)
                .isThrownBy(() -> TmuxRuntime.start(place, listener))
                .withMessageContaining("lives on");
    }

    @Test
    void connectingToNothingSaysSo() throws Exception {
        TmuxPlace nowhere = TmuxRuntimeTest.place(world.directory().resolve("nowhere"));

        assertThatExceptionOfType(CaoException.class)
                .isThrownBy(() -> TmuxRuntime.connect(nowhere, listener))
                .satisfies(lost -> assertThat(lost.status()).isEqualTo(ExitStatus.LOST));
    }

    @Test
    void directoryThatIsTooLongForASocketGetsAShortPlace() throws Exception {
        Path deep = world.directory().resolve("it's #{pid} %d".repeat(8) + "x");
        TmuxProgram tmux = TmuxProgram.find(System.getenv("PATH"));
        SocketPlace socket = SocketPlace.in(deep, "tmux");
        assertThat(SocketPlace.fits(socket.socket())).isTrue();
        RecordingListener ends = new RecordingListener();
        TmuxRuntime other = TmuxRuntime.start(new TmuxPlace(tmux, socket, deep, "it's a \"run\" $x #{pid}"), ends);
        try {
            Session session = other.start(spec("deep", List.of("sh", "-c", "printf hello; sleep 0.1")));
            ends.awaitEnd(session);
            assertThat(awaitText(other.output(session), "hello")).isEqualTo("hello");
        } finally {
            other.shutdown();
        }
        assertThat(socket.socket().getParent()).doesNotExist();
    }

    /** Kills the client once it has answered: one that is killed while it attaches takes tmux 3.3a with it. */
    private int killAttachedClient() {
        try {
            for (int answers = 0; answers < 10; answers++) {
                runtime.list();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        List<ProcessHandle> clients = controlClients();
        clients.forEach(client -> {
            client.destroyForcibly();
            client.onExit().join();
        });
        return clients.size();
    }

    private static List<ProcessHandle> controlClients() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().command().orElse("").endsWith("/tmux"))
                .toList();
    }
}
