package dev.cao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.io.NoLeaks;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("e2e")
final class LaunchTest {
    @RegisterExtension
    final NoLeaks leaks = new NoLeaks();

    private CaoWorld cao;

    @BeforeEach
    void makeWorld() {
        cao = new CaoWorld(leaks.directory());
    }

    @Test
    void teamRunsToItsEnd() throws Exception {
        TwoSteps.in(cao, "cat; echo and more");

        CaoWorld.Result result = cao.run("launch", "--profile", "two.yaml").expect(0);

        String run = result.out().lines().toList().getLast().replaceFirst(":.*", "");
        String answers = cao.state() + "/runs/" + run + "/answers/";
        assertThat(result.out().replaceAll("\\d+\\.\\ds", "0.0s"))
                .isEqualTo("""
                        == t1 one (first)
                        hello

                        == t2 two (second)
                        Add to this: hello
                        and more

                        TASK  WORKER  STATE  TIME  ANSWER
                        t1    one     done   0.0s  %st1.md
                        t2    two     done   0.0s  %st2.md

                        wrote %s/hello.txt
                        %s: done: The plan's 3 steps are done.
                        """.formatted(answers, answers, cao.work(), run).replace("hello\nand", "helloand"));
        assertThat(result.err())
                .contains("one: t1 done")
                .contains("two: t2 done")
                .doesNotContain("\tat ");
        assertThat(cao.work().resolve("hello.txt")).hasContent("Add to this: helloand more");
    }

    @Test
    void failedCommandFailsTheRun() throws Exception {
        TwoSteps.in(cao, "echo no; exit 3");

        CaoWorld.Result result = cao.run("launch", "--profile", "two.yaml").expect(1);

        assertThat(result.out()).contains("t2    two     failed (").doesNotContain("wrote");
        assertThat(cao.work().resolve("hello.txt")).doesNotExist();
    }

    @Test
    void checkThatFailsFailsTheRun() throws Exception {
        TwoSteps.in(cao, "cat");
        String profile = Files.readString(cao.work().resolve("two.yaml"));
        cao.file("two.yaml", profile.replace("[ { file: hello.txt } ]", "[ { file: other.txt } ]"));

        CaoWorld.Result result = cao.run("launch", "--profile", "two.yaml").expect(1);

        assertThat(result.out()).contains("failed: check fails: file other.txt");
    }

    @Test
    void badProfileStartsNothing() throws Exception {
        cao.file("bad.yaml", "name: bad\nsupervisor: plan\nworkers:\n  - { agent: nobody }\nplann: []\n");

        CaoWorld.Result result = cao.run("launch", "--profile", "bad.yaml").expect(2);

        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("bad.yaml:5:1: plann: unknown key").contains("nothing was started");
        assertThat(cao.state().resolve("runs")).doesNotExist();
    }

    @Test
    void supervisorsThatCannotBeUsedAreRefusedOrPassedOverVisibly() throws Exception {
        TwoSteps.in(cao, "cat");
        String profile = Files.readString(cao.work().resolve("two.yaml"));
        cao.file("bedrock.yaml", profile.replace("{ provider: plan }", "{ provider: bedrock }"));
        cao.file("either.yaml", profile.replace("{ provider: plan }", "[ { provider: bedrock }, { provider: plan } ]"));

        assertThat(cao.run("launch", "--profile", "bedrock.yaml").expect(2).err())
                .contains("bedrock: the supervisor 'bedrock' needs a 'model' in the profile");
        assertThat(cao.run("launch", "--profile", "either.yaml").expect(0).err())
                .contains("cao: supervisor: plan, the fixed steps of the profile; passed over")
                .contains("bedrock");
    }

    @Test
    void variablesOfTheCommandLineReachWorkersButNotTheJournal() throws Exception {
        TwoSteps.in(cao, "cat >/dev/null; echo $SECRET_OF_MINE | tr a-z A-Z");

        CaoWorld.Result result = cao.run("launch", "--profile", "two.yaml", "--env", "SECRET_OF_MINE=tarantula")
                .expect(0);

        assertThat(result.out()).contains("TARANTULA");
        assertThat(journals()).doesNotContain("tarantula");
    }

    @Test
    void timeLimitEndsTheRun() throws Exception {
        TwoSteps.in(cao, "sleep 300");

        CaoWorld.Result result =
                cao.run("launch", "--profile", "two.yaml", "--timeout", "2s").expect(124);

        assertThat(result.out()).contains("t2    two     cancelled").contains("the time limit of");
    }

    @Test
    void keptSessionsStayUntilTheyAreStopped() throws Exception {
        TwoSteps.in(cao, "cat");

        cao.run("launch", "--profile", "two.yaml", "--keep").expect(0);
        String id = cao.run("status", "--all")
                .expect(0)
                .out()
                .lines()
                .toList()
                .get(1)
                .split(" ")[0];

        assertThat(cao.run("attach", id + "/two", "--print").expect(0).out())
                .startsWith(
                        "env -u TMUX tmux -S " + leaks.directory() + "/run/cao/" + id + ".tmux attach-session -t %");
        assertThat(cao.run("stop", id).expect(0).out())
                .isEqualTo(id + ": its open sessions are closed (it had ended: done)\n");
        cao.run("attach", id + "/two", "--print").expect(6);
    }

    private String journals() throws IOException {
        StringBuilder all = new StringBuilder();
        try (var files = Files.walk(cao.state())) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                all.append(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }
}
