package dev.cao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.io.NoLeaks;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What whole runs leave for people to read. */
@Tag("e2e")
final class PageAtEndTest {
    private static final String ASKING = """
            {"rules": [{"actions": [
              {"permission": {"tool": "Bash", "input": {"command": "make <all>"}}},
              {"answer": "made"}]}]}
            """;

    /** The stand-in's dialog, in a page. */
    private static final String SCREEN =
            "(?s)What the screen showed</summary><pre tabindex=\"0\">[^<]*make &lt;all&gt;[^<]*</pre>";

    @RegisterExtension
    final NoLeaks leaks = new NoLeaks();

    private CaoWorld cao;

    @BeforeEach
    void makeWorld() {
        cao = new CaoWorld(leaks.directory());
    }

    private void standIn(String script) throws IOException {
        cao.file("script.json", script);
        cao.file("agents/asks.yaml", "provider: stand-in\nscript: ../script.json\n");
        cao.file("team.yaml", """
                name: asking
                workers: [ { agent: asks } ]
                plan: [ { handoff: { to: asks, task: "Make it." } } ]
                """);
    }

    private Path run() throws IOException {
        try (Stream<Path> runs = Files.list(cao.state().resolve("runs"))) {
            List<Path> all = runs.toList();
            assertThat(all).hasSize(1);
            return all.getFirst();
        }
    }

    private String pictures() throws IOException {
        Path folder = run().resolve("screens");
        StringBuilder all = new StringBuilder();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> pictures = Files.newDirectoryStream(folder, "*.txt")) {
                for (Path picture : pictures) {
                    all.append(Files.readString(picture));
                }
            }
        }
        return all.toString();
    }

    @Test
    void aBlockedRunLeavesAPageWithTheScreenOnWhichItWaited() throws Exception {
        standIn(ASKING);

        CaoWorld.Result result =
                cao.run("launch", "--profile", "team.yaml", "--ci", "--yes").expect(5);

        Path page = run().resolve("report.html");
        assertThat(result.err()).endsWith("cao: the whole run as a page: " + page + "\n");
        assertThat(Files.readString(page))
                .contains("blocked_on_permission: ", "class=\"moment failed\"")
                .containsPattern("(?s)What the screen showed</summary><pre tabindex=\"0\">[^<]*Make it\\.[^<]*</pre>");
        try (Stream<Path> screens = Files.list(run().resolve("screens"))) {
            assertThat(screens)
                    .isNotEmpty()
                    .allSatisfy(
                            screen -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(screen)))
                                    .isEqualTo("rw-------"));
        }
        String json = cao.run("report", run().getFileName().toString(), "--json")
                .expect(0)
                .out();
        assertThat(json).startsWith("{\n  \"v\" : 1,").contains("\"reason\" : \"blocked_on_permission\"", "make <all>");
    }

    @Test
    void whatAPersonAnsweredIsAMomentWithTheScreenThatAsked() throws Exception {
        standIn(ASKING);
        CaoWorld.Running launch =
                cao.start("launch", "--profile", "team.yaml", "--yes").awaitErr("waits for a permission");
        Awaitility.await("the dialog's picture")
                .atMost(Duration.ofSeconds(60))
                .until(() -> pictures().contains("make"));

        cao.run("answer", "asks", "allow").expect(0);

        assertThat(launch.await().expect(0).out()).contains("made");
        assertThat(Files.readString(run().resolve("report.html")))
                .contains("waits for a permission: ", "class=\"moment blocked\"", "answers: allow")
                .containsPattern(SCREEN);
    }

    @Test
    void aPageThatIsNotWantedIsNeitherWrittenNorPromised() throws Exception {
        TwoSteps.in(cao, "cat");

        CaoWorld.Result result = cao.with("CAO_REPORT", "off")
                .run("launch", "--profile", "two.yaml")
                .expect(0);

        assertThat(run().resolve("report.html")).doesNotExist();
        assertThat(run().resolve("git-start.json")).doesNotExist();
        assertThat(result.err()).doesNotContain("page");
    }

    @Test
    void aRunWhoseTmuxDoesNotStartHasFailedAndIsNotOpenForEver() throws Exception {
        TwoSteps.in(cao, "cat");
        Path tmux = cao.file(
                "bin/tmux",
                "#!/bin/sh\n[ \"$1\" = -V ] && { echo tmux 3.5a; exit; }\necho no terminals left >&2\nexit 1\n");
        Files.setPosixFilePermissions(tmux, PosixFilePermissions.fromString("rwx------"));
        cao.with("PATH", tmux.getParent() + ":" + System.getenv("PATH"));

        CaoWorld.Result launch = cao.run("launch", "--profile", "two.yaml");
        CaoWorld.Result detached = cao.run("launch", "--profile", "two.yaml", "--detach");

        assertThat(launch.exit()).isEqualTo(2);
        assertThat(launch.err()).contains("no terminals left").doesNotContain("resume", "\tat ");
        assertThat(detached.exit()).isEqualTo(2);
        assertThat(detached.err()).contains("no terminals left");
        assertThat(cao.run("status", "--all").expect(0).out().lines().skip(1))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("failed").doesNotContain("interrupted"));
    }
}
