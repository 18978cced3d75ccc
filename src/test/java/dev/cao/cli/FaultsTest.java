package dev.cao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.io.NoLeaks;
import dev.cao.io.Subprocess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What goes wrong while a run goes on: it ends with its reason, or goes on, and leaves nothing. */
@Tag("e2e")
final class FaultsTest {
    private static final String NAP = "cat >/dev/null; sleep 300";

    @RegisterExtension
    final NoLeaks leaks = new NoLeaks();

    private CaoWorld cao;

    @BeforeEach
    void makeWorld() {
        cao = new CaoWorld(leaks.directory());
    }

    private CaoWorld.Result launch() throws Exception {
        return cao.run("launch", "--profile", "two.yaml");
    }

    private CaoWorld.Running launched() throws Exception {
        TwoSteps.in(cao, NAP);
        return cao.start("launch", "--profile", "two.yaml").awaitErr("two: t2 accepted");
    }

    private String tmux(String... command) throws Exception {
        try (var files = Files.newDirectoryStream(leaks.directory().resolve("run/cao"), "*.tmux")) {
            var argv = new java.util.ArrayList<>(
                    List.of("tmux", "-S", files.iterator().next().toString()));
            argv.addAll(List.of(command));
            return Subprocess.run(argv, Path.of("/"), Map.of(), "", Duration.ofSeconds(10))
                    .out()
                    .strip();
        }
    }

    private static void kill(String pid) {
        ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly();
    }

    @Test
    void diskThatFillsUpEndsTheRunWithItsReason() throws Exception {
        TwoSteps.in(cao, "cat >/dev/null; yes | head -c 60000");
        cao.withSqlite().under("sh", "-c", "ulimit -f 256; exec \"$@\"", "sh");

        assertThat(launch().expect(3).err())
                .contains("cannot write to the journal ", ": the disk refused it (SQLITE_IOERR")
                .doesNotContain("\tat ");
    }

    @Test
    void killedTmuxServerEndsTheRun() throws Exception {
        CaoWorld.Running launch = launched();

        kill(tmux("display-message", "-p", "#{pid}"));

        assertThat(launch.await().expect(3).err()).contains("cannot go on: the tmux server ended", "cao resume two-");
    }

    @Test
    void killedAgentFailsItsTask() throws Exception {
        CaoWorld.Running launch = launched();

        kill(tmux("display-message", "-p", "-t", "=two:", "#{pane_pid}"));

        assertThat(launch.await().expect(1).err()).contains("t2 failed (process_died)", "ended with signal 9");
    }

    @Test
    void answerKeepsControlCharactersAndReplacesWhatIsNoUtf8() throws Exception {
        TwoSteps.in(cao, "cat >/dev/null; printf '\\\\377ok\\\\000\\\\033[2J\\\\346\\\\274\\\\242'");

        launch().expect(0);

        assertThat(Files.readString(cao.work().resolve("hello.txt"), StandardCharsets.UTF_8))
                .isEqualTo("\uFFFDok\0\u001b[2J\u6F22\n");
    }

    @Test
    void answerOfOneVeryLongLineComesThrough() throws Exception {
        TwoSteps.in(cao, "cat >/dev/null; head -c 4000000 /dev/zero | tr '\\\\000' x");

        launch().expect(0);

        assertThat(Files.size(cao.work().resolve("hello.txt"))).isEqualTo(4_000_001);
    }

    @Test
    void programThatACommandLeavesBehindIsEnded() throws Exception {
        TwoSteps.in(cao, "cat; setsid sleep 300 >/dev/null 2>&1 </dev/null & echo");

        launch().expect(0);
    }

    @Test
    void closedStandardStreamsDisturbNothing() throws Exception {
        TwoSteps.in(cao, "cat");
        cao.under("sh", "-c", "exec \"$@\" <&- >&- 2>&-", "sh");

        launch().expect(0);

        assertThat(cao.work().resolve("hello.txt")).hasContent("Add to this: hello");
    }

    @Test
    void readerThatGoesAwayDisturbsNothing() throws Exception {
        TwoSteps.in(cao, "cat");
        cao.under("sh", "-c", "{ \"$@\" 2>&1; echo $? >code; } | head -n 1", "sh");

        launch().expect(0);

        assertThat(cao.work().resolve("code")).hasContent("0");
        assertThat(cao.work().resolve("hello.txt")).hasContent("Add to this: hello");
    }

    @Test
    void oneProfileRunsTwiceAtOnceUnderOneName() throws Exception {
        TwoSteps.in(cao, "cat");
        String[] launch = {"launch", "--profile", "two.yaml", "--name", "twin"};

        CaoWorld.Running one = cao.start(launch);
        CaoWorld.Running other = cao.start(launch);

        one.await().expect(0);
        other.await().expect(0);
        assertThat(cao.run("names", "--runs").expect(0).out().lines())
                .hasSize(2)
                .allMatch(id -> id.startsWith("twin-"));
    }

    @Test
    void placesWithSpacesAndLongPathsWork() throws Exception {
        TwoSteps.in(cao, "cat");
        Path home = cao.root().resolve("a b/" + "\u00fc".repeat(70));
        Path sockets = Files.createDirectories(cao.root().resolve("r".repeat(120)));
        cao.with("CAO_HOME", home.toString()).with("XDG_RUNTIME_DIR", sockets.toString());

        launch().expect(0);

        assertThat(home.resolve("runs")).isNotEmptyDirectory();
    }
}
