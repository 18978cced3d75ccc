package dev.cao.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cao.io.NoLeaks;
import dev.cao.io.Subprocess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a person gets in a shell: completion, in the real shells that are installed here, and a pager. */
@Tag("e2e")
final class ShellTest {
    private static final String BASH = """
            source ./cao.bash
            complete_line() {
              COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _cao; echo "$*: ${COMPREPLY[*]}"
            }
            complete_line cao rep
            complete_line cao status --w
            complete_line cao attach ''
            complete_line cao stop ''
            complete_line cao logs two-
            complete_line cao profile s
            complete_line cao profile schema ''
            complete_line cao profile show te
            complete_line cao launch --profile te
            complete_line cao launch --provider cod
            complete_line cao completion z
            complete_line cao wait --timeout ''
            """;

    @RegisterExtension
    final NoLeaks leaks = new NoLeaks();

    private CaoWorld cao;
    private String id = "";

    @BeforeEach
    void makeWorld() throws Exception {
        cao = new CaoWorld(leaks.directory());
        cao.launcher();
    }

    @AfterEach
    void endRun() throws Exception {
        if (!id.isEmpty()) {
            cao.run("stop", id).expect(0);
        }
    }

    private void launch() throws Exception {
        TwoSteps.in(cao, "cat >/dev/null; sleep 300");
        id = cao.run("launch", "--profile", "two.yaml", "-d").expect(0).out().strip();
        cao.file("team.yaml", "");
    }

    private String in(String shell, String... arguments) throws Exception {
        String path = System.getenv("PATH");
        assumeTrue(
                List.of(path.split(":")).stream().anyMatch(folder -> Files.isExecutable(Path.of(folder, shell))),
                shell + " is not installed");
        List<String> argv = new java.util.ArrayList<>(List.of(shell));
        argv.addAll(List.of(arguments));
        Subprocess.Result result = Subprocess.run(
                argv,
                cao.work(),
                Map.of(
                        "PATH",
                        cao.root() + ":" + path,
                        "HOME",
                        cao.root().resolve("home").toString()),
                "",
                Duration.ofSeconds(120));
        assertThat(result.ok())
                .as("%s: %s%s", shell, result.out(), result.err())
                .isTrue();
        assertThat(result.err()).isEmpty();
        return result.out();
    }

    @Test
    void bashCompletesCommandsOptionsRunsWorkersAndFiles() throws Exception {
        launch();
        cao.file("cao.bash", cao.run("completion", "bash").expect(0).out());

        assertThat(in("bash", "--norc", "-c", BASH).lines())
                .containsExactly(
                        "cao rep: replay report",
                        "cao status --w: --watch",
                        "cao attach : %1$s/one one %1$s/two two".formatted(id),
                        "cao stop : " + id,
                        "cao logs two-: %1$s %1$s/one %1$s/two".formatted(id),
                        "cao profile s: schema show",
                        "cao profile schema : team agent",
                        "cao profile show te: team.yaml",
                        "cao launch --profile te: team.yaml",
                        "cao launch --provider cod: codex",
                        "cao completion z: zsh",
                        "cao wait --timeout : ");
    }

    @Test
    void zshCompletesByTheSameFunction() throws Exception {
        launch();
        var _ = in("zsh", "--version");
        try (TmuxScreen screen = TmuxScreen.open(leaks.directory(), 100, 20)) {
            screen.enter("exec zsh -f");
            screen.enter("source <(cao completion zsh); PROMPT='zsh> '");
            screen.await("zsh> ");

            screen.type("cao interr");
            screen.key("Tab");
            screen.await("cao interrupt");
            screen.type(id + "/tw");
            screen.key("Tab");
            screen.await("cao interrupt " + id + "/two");
            screen.key("C-u");
            screen.type("cao profile show te");
            screen.key("Tab");
            screen.await("cao profile show team.yaml");
        }
    }

    @Test
    void fishCompletesWithDescriptions() throws Exception {
        launch();
        cao.file("cao.fish", cao.run("completion", "fish").expect(0).out());

        String found = in("fish", "--no-config", "-c", """
                source cao.fish
                for line in 'cao rep' 'cao status --w' 'cao attach ' 'cao logs two-' 'cao profile s' 'cao profile schema ' \\
                    'cao profile show te' 'cao launch --profile te' 'cao launch --provider cod' 'cao completion z'
                  echo "$line: "(complete -C $line | string join ', ')
                end
                """);

        assertThat(found.replace('\t', '|').lines())
                .contains(
                        "cao profile schema : agent, team",
                        "cao profile show te: team.yaml",
                        "cao launch --profile te: team.yaml",
                        "cao completion z: zsh",
                        "cao logs two-: %1$s, %1$s/one, %1$s/two".formatted(id));
        assertThat(found)
                .contains(
                        "cao launch --provider cod: codex\t",
                        "cao rep: replay\t",
                        "report\t",
                        "--watch\tShow one run",
                        "schema\tPrint the JSON");
        assertThat(found.lines()
                        .filter(line -> line.startsWith("cao attach"))
                        .findFirst()
                        .orElseThrow())
                .contains(id + "/one", "two");
    }

    @Test
    void longResultsArePagedForPeopleAndLeavingEarlyIsNoError() throws Exception {
        cao.file("agents/one.yaml", "description: begins\n");
        try (TmuxScreen screen = TmuxScreen.open(leaks.directory(), 100, 15)) {
            screen.enter("env -u PAGER -u LESS cao profile schema team");
            screen.await("\n:");
            screen.type("q");
            screen.awaitPrompt();
            assertThat(screen.exitCode()).isZero();

            screen.enter("clear; env -u PAGER cao help version");
            screen.await("Print the version of cao.", "cao version\n", "person$");

            screen.enter(
                    "clear; PAGER='head -n 1' cao profile schema team; PAGER=cat cao profile schema agent | tail -n 1");
            screen.await("{\n}\nperson$");
            assertThat(screen.exitCode()).isZero();

            screen.enter(
                    "clear; PAGER=/no/pager cao profile schema agent | tail -n 1; PAGER=/no/pager cao profile schema team");
            screen.await("cao: PAGER names '/no/pager', which cannot be started", "person$");
            assertThat(screen.exitCode()).isZero();
        }
    }
}
