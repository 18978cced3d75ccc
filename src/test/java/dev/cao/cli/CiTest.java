package dev.cao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.io.Json;
import dev.cao.io.NoLeaks;
import dev.cao.report.JUnitXml;
import dev.cao.run.RunDirectory;
import dev.cao.run.RunSockets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.w3c.dom.Element;

/** A script in CI, {@code examples/ci/run.sh}, can believe each exit code, and finds reports that say the same. */
@Tag("e2e")
final class CiTest {
    @RegisterExtension
    final NoLeaks leaks = new NoLeaks();

    private CaoWorld cao;

    @BeforeEach
    void makeWorld() {
        cao = new CaoWorld(leaks.directory());
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void doneIs0() throws Exception {
        TwoSteps.in(cao, "cat");

        CaoWorld.Result result = script("two.yaml").await().expect(0);

        assertThat(result.err()).contains("run.sh: done, and the checks hold (0)");
        Element suite = junit();
        assertThat(suite.getAttribute("tests")).isEqualTo("4");
        assertThat(troubles(suite)).isZero();
        assertThat(Files.readString(cao.reports().resolve("summary.md"))).startsWith("## ✅ cao run `two-");
        assertThat(files(cao.reports().resolve("cao")))
                .contains("answers/t1.md", "workers/two/events-1.jsonl", "workers/two/output-1.txt", "status.json")
                .noneMatch(file -> file.contains("token") || file.endsWith(".sh"));
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void failedTaskIs1() throws Exception {
        TwoSteps.in(cao, "echo the last words; exit 3");

        script("two.yaml").await().expect(1);

        Element suite = junit();
        assertThat(suite.getAttribute("failures")).isEqualTo("2");
        assertThat(text(suite, "failure")).contains("exit code 3");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void failedTaskThatARetryMadeGoodIs0() throws Exception {
        TwoSteps.in(cao, "test -e seen || { touch seen; exit 1; }; cat");
        String profile = Files.readString(cao.work().resolve("two.yaml"));
        cao.file("two.yaml", profile.replace("as: second }", "as: second, retry: 1 }"));

        script("two.yaml").await().expect(0);

        assertThat(troubles(junit())).isZero();
        assertThat(text(junit(), "skipped", "message")).contains("made good by t3");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void failedCheckIs1() throws Exception {
        TwoSteps.in(cao, "cat");
        String profile = Files.readString(cao.work().resolve("two.yaml"));
        cao.file("two.yaml", profile.replace("[ { file: hello.txt } ]", "[ { file: other.txt } ]"));

        script("two.yaml").await().expect(1);

        assertThat(text(junit(), "failure")).isEqualTo("there is no such file");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void noTaskAtAllIs1() throws Exception {
        TwoSteps.in(cao, "cat");
        cao.file("goal.tmpl", "{{goal}}");
        cao.file("zero.yaml", """
                name: zero
                goal: Do nothing.
                supervisor: { provider: plan }
                workers: [ { agent: one, provider: command, command: [cat] } ]
                plan:
                  - write: { file: goal.txt, template: goal.tmpl }
                """);

        CaoWorld.Result result = script("zero.yaml").await().expect(1);

        assertThat(result.out()).contains("no task was given at all");
        assertThat(junit().getAttribute("failures")).isEqualTo("1");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void badProfileIs2AndStartsNothing() throws Exception {
        cao.file("bad.yaml", "name: bad\n");

        CaoWorld.Result result = script("bad.yaml").await().expect(2);

        assertThat(result.err()).contains("nothing was started");
        assertThat(cao.state().resolve("runs")).doesNotExist();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void reportThatCannotBeWrittenIs2AndStartsNothing() throws Exception {
        TwoSteps.in(cao, "cat");
        Files.createDirectories(cao.reports().getParent());
        Files.writeString(cao.reports(), "a file in the way");

        CaoWorld.Result result = script("two.yaml").await().expect(2);

        assertThat(result.err()).contains("cao: --junit: cannot write " + cao.reports() + "/junit.xml: ");
        assertThat(cao.state().resolve("runs")).doesNotExist();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void lostTmuxIs3() throws Exception {
        CaoWorld.Running script = working();

        RunDirectory run = onlyRun();
        String socket = RunSockets.find(run).orElseThrow().tmux().socket().toString();
        new ProcessBuilder("tmux", "-S", socket, "kill-server").start().waitFor();

        CaoWorld.Result result = script.await().expect(3);
        assertThat(result.err()).contains("run.sh: lost").contains("cao resume " + run.run());
        Element suite = junit();
        assertThat(suite.getAttribute("errors")).isEqualTo("1");
        assertThat(text(suite, "failure")).contains("the run was lost while this task was working");
        cao.run("stop", run.run().value()).expect(0);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void usedUpTokensAre4() throws Exception {
        asking("answer: { text: fine, usage: { input_tokens: 900, output_tokens: 200 } }");
        cao.file("ask.yaml", Files.readString(cao.work().resolve("ask.yaml")) + """
                  - handoff: { to: asker, task: "once more", as: second }
                limits: { tokens: 1k }
                """);

        script("ask.yaml").await().expect(4);

        assertThat(text(junit(), "error", "type")).isEqualTo("limit");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void permissionThatNobodyMayGiveIs5() throws Exception {
        asking("permission: { tool: Bash, input: { command: rm -rf build } }");

        CaoWorld.Result result = script("ask.yaml").await().expect(5);

        assertThat(result.out()).contains("failed (blocked_on_permission)");
        assertThat(text(junit(), "failure", "type")).isEqualTo("blocked_on_permission");
        assertThat(junit().getAttribute("errors")).isEqualTo("1");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void questionThatNobodyMayAnswerIs5() throws Exception {
        asking("question: { text: \"Which one?\", choices: [this, that] }");

        CaoWorld.Result result = script("ask.yaml").await().expect(5);

        assertThat(result.out()).contains("failed (asks_question)").contains("Which one?");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void environmentOfACiSystemIsEnough() throws Exception {
        asking("permission: { tool: Bash, input: { command: rm -rf build } }");

        cao.with("CI", "true").run("launch", "--profile", "ask.yaml").expect(5);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void timeLimitIs124() throws Exception {
        TwoSteps.in(cao, "cat >/dev/null; sleep 300");

        script("two.yaml", "--timeout", "4s").await().expect(124);

        assertThat(text(junit(), "error", "type")).isEqualTo("time_limit");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void interruptIs130() throws Exception {
        CaoWorld.Running script = working();

        script.signal("INT");

        script.await().expect(130);
        assertThat(text(junit(), "error", "type")).isEqualTo("interrupted");
        assertThat(text(junit(), "skipped", "message")).isEqualTo("cancelled: the run ended");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void terminationIs143() throws Exception {
        CaoWorld.Running script = working();

        script.signal("TERM");

        script.await().expect(143);
        assertThat(text(junit(), "error", "type")).isEqualTo("terminated");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void unknownRunIs6() throws Exception {
        cao.run("wait", "nope-123").expect(6);
        cao.run("report", "nope-123", "--junit", "junit.xml").expect(6);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void eventsOnStandardOutputAreAllThatIsThere() throws Exception {
        TwoSteps.in(cao, "cat");

        CaoWorld.Result result =
                cao.run("launch", "--profile", "two.yaml", "--events", "-").expect(0);

        List<String> lines = result.out().lines().toList();
        assertThat(lines.getFirst()).startsWith("{\"v\":1,\"seq\":1,").contains("\"type\":\"run_created\"");
        assertThat(lines.getLast()).contains("\"type\":\"run_ended\"").contains("\"exit\":0");
        for (int i = 0; i < lines.size(); i++) {
            assertThat(Json.parseObject(lines.get(i)).path("seq").asInt()).isEqualTo(i + 1);
        }
        assertThat(result.err()).contains("== t1 one (first)");
        String id = Json.parseObject(lines.getFirst()).path("run").asText();
        assertThat(cao.run("report", id, "--events", "-").expect(0).out()).isEqualTo(result.out());
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void gitHubGetsAnnotationsAndAPageAndNoCommandsOfAgents() throws Exception {
        TwoSteps.in(cao, "echo ::add-mask::oops; exit 3");
        Path page = cao.file("step.md", "before\n");

        CaoWorld.Result result = cao.action(Map.of(
                        "GITHUB_ACTIONS", "true",
                        "GITHUB_STEP_SUMMARY", page.toString(),
                        "GITHUB_OUTPUT", cao.work().resolve("outputs").toString(),
                        "INPUT_PROFILE", "two.yaml",
                        "INPUT_GOAL", "Say $(touch pwned) \"twice\".",
                        "INPUT_TIMEOUT", "5m",
                        "INPUT_ARGS", "--name  Twice"))
                .await()
                .expect(1);

        List<String> commands = result.err()
                .lines()
                .filter(line -> line.startsWith("::"))
                .map(line -> line.replaceAll("cao-[0-9a-f-]{36}", "TOKEN").replaceAll("twice-...", "RUN"))
                .toList();
        assertThat(commands.getFirst()).isEqualTo("::stop-commands::TOKEN");
        assertThat(commands.get(1)).isEqualTo("::TOKEN::");
        assertThat(commands.get(2)).startsWith("::error title=cao%3A RUN::failed, exit code 1: ");
        assertThat(commands.get(3)).startsWith("::error title=cao%3A t2 two failed (");
        assertThat(commands).hasSize(4);
        assertThat(Files.readString(page)).startsWith("before\n## ❌ cao run `twice-");
        assertThat(cao.work().resolve("outputs")).hasContent("exit-code=1\n");
        assertThat(cao.work().resolve("pwned")).doesNotExist();
        assertThat(result.err()).contains("Say $(touch pwned) \"twice\".");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void killedRunIsReportedFromItsJournal() throws Exception {
        TwoSteps.in(cao, "cat >/dev/null; sleep 300");
        CaoWorld.Running launch = cao.start("launch", "--profile", "two.yaml").awaitErr("two: t2 accepted");

        launch.process().destroyForcibly().waitFor();

        String id = onlyRun().run().value();
        cao.run("report", id, "--junit", cao.reports().resolve("junit.xml").toString())
                .expect(0);
        assertThat(text(junit(), "error", "message")).contains("its orchestrator is gone");
        assertThat(cao.run("report", id).expect(0).out()).contains("❌ cao run `%s`: interrupted".formatted(id));
        cao.run("stop", id).expect(0);
    }

    private CaoWorld.Running script(String... arguments) throws IOException {
        return script(Map.of(), arguments);
    }

    private CaoWorld.Running script(Map<String, String> environment, String... arguments) throws IOException {
        return cao.script(environment, arguments);
    }

    private CaoWorld.Running working() throws IOException {
        TwoSteps.in(cao, "cat >/dev/null; sleep 300");
        return script("two.yaml").awaitErr("two: t2 accepted");
    }

    /** A worker that does this when it is given anything. */
    private void asking(String action) throws IOException {
        cao.file("agents/asker.yaml", "description: asks\nprovider: stand-in\nscript: ../asker-script.yaml\n");
        cao.file("asker-script.yaml", "rules:\n  - actions:\n      - " + action + "\n");
        cao.file("ask.yaml", """
                name: ask
                goal: Ask.
                supervisor: { provider: plan }
                workers: [ { agent: asker } ]
                plan:
                  - handoff: { to: asker, task: "{{goal}}", as: answer }
                """);
    }

    private RunDirectory onlyRun() throws IOException {
        try (Stream<Path> runs = Files.list(cao.state().resolve("runs"))) {
            Path root = runs.findFirst().orElseThrow();
            return new RunDirectory(new dev.cao.domain.RunId(root.getFileName().toString()), root);
        }
    }

    private Element junit() throws IOException {
        return JUnitXml.suite(Files.readString(cao.reports().resolve("junit.xml")));
    }

    private static int troubles(Element suite) {
        return Integer.parseInt(suite.getAttribute("failures")) + Integer.parseInt(suite.getAttribute("errors"));
    }

    private static String text(Element suite, String element) {
        return suite.getElementsByTagName(element).item(0).getTextContent();
    }

    private static String text(Element suite, String element, String attribute) {
        return ((Element) suite.getElementsByTagName(element).item(0)).getAttribute(attribute);
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .toList();
        }
    }
}
