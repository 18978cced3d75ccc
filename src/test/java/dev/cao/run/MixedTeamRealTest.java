package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.LongText;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunOutcome;
import dev.cao.domain.TaskOutcome;
import dev.cao.domain.TaskView;
import dev.cao.io.Json;
import dev.cao.io.NoLeaks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * One team of five agent CLIs makes the modernization plan of the example, offline: Claude Code leads over MCP; Codex,
 * OpenCode, Gemini CLI and a stand-in for Kiro work, each with its own shell tool. Their models are fakes that do what a
 * model would: they run the example's analysis, answer with what it says, and pass whole answers on.
 */
@Real({RealCli.CLAUDE_CODE, RealCli.CODEX, RealCli.OPENCODE, RealCli.GEMINI})
@Timeout(600)
class MixedTeamRealTest {
    private static final Path ROOT =
            Path.of(System.getProperty("cao.test.root", "")).toAbsolutePath();
    private static final String WRITE = "Write this into modernization-plan.md.";

    private static final String TEAM = """
            name: mixed
            goal: Create a modernization plan for this COBOL banking system.
            supervisor: { provider: claude-code, model: sonnet }
            workers:
              - { agent: architect, provider: codex, permissions: allow }
              - { agent: security, provider: opencode, role: developer, permissions: allow }
              - { agent: performance, provider: gemini, role: developer, permissions: allow, model: gemini-2.5-pro }
              - { agent: test, provider: kiro, role: developer, permissions: allow }
            checks: [ { file: modernization-plan.md } ]
            limits: { time: 9m, task: 5m }
            """;

    @RegisterExtension
    final NoLeaks leaks = new NoLeaks();

    private final List<FakeModel> models = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private Path folder;
    private Path work;

    @BeforeEach
    void setUp() throws Exception {
        folder = leaks.directory();
        work = folder.resolve("work");
        copy(ROOT.resolve("examples/cobol-bank"), work);
        copy(ROOT.resolve("agents"), folder.resolve("agents"));
        FakeModel leader = model(new FakeAnthropic());
        leader.think(MixedTeamRealTest::lead);
        environment.putAll(CliHomes.claudeCode(folder, leader, true));
        environment.putAll(CliHomes.codex(
                folder,
                worker(
                        new FakeResponses(),
                        "architect",
                        command -> new FakeModel.Move.Call(
                                "exec_command",
                                Json.object()
                                        .put("cmd", command)
                                        .put("sandbox_permissions", "require_escalated")
                                        .put("justification", "the analysis needs Java")))));
        environment.putAll(CliHomes.openCode(
                folder,
                worker(
                        new FakeCompletions(),
                        "security",
                        command -> new FakeModel.Move.Call(
                                "bash", Json.object().put("command", command).put("description", "look")))));
        environment.putAll(CliHomes.gemini(
                folder,
                worker(
                        new FakeGenerateContent(),
                        "performance",
                        command -> new FakeModel.Move.Call(
                                "run_shell_command", Json.object().put("command", command)))));
        environment.putAll(CliHomes.standIn(
                folder,
                worker(
                        new FakeAnthropic(),
                        "test",
                        command -> new FakeModel.Move.Call(
                                "execute_bash", Json.object().put("command", command))),
                "KIRO",
                "kiro-cli 2.13.0",
                "",
                ""));
    }

    private FakeModel model(FakeModel model) {
        models.add(model);
        return model;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    @AfterEach
    void endTheModels() {
        models.forEach(FakeModel::close);
    }

    @Test
    void fiveAgentClisMakeThePlanOfTheExampleTogether() throws Exception {
        RunPlan.Options options = new RunPlan.Options(false, true, Optional.empty(), Optional.empty());
        try (TestRun run = TestRun.of(folder, TEAM, options, environment)) {
            RunOutcome outcome = run.pursue();

            assertThat(outcome)
                    .as("tasks: %s", run.state().tasks())
                    .satisfies(ended -> assertThat(ended.exit()).isEqualTo(ExitStatus.DONE));
            assertThat(outcome.summary()).isEqualTo("The plan is written.");
            assertThat(run.entries())
                    .extracting(entry -> entry.event())
                    .filteredOn(RunEvent.WorkerStarting.class::isInstance)
                    .extracting(event -> ((RunEvent.WorkerStarting) event).provider())
                    .containsExactlyInAnyOrder("claude-code", "codex", "opencode", "gemini", "kiro");
            String plan = Files.readString(work.resolve("modernization-plan.md"));
            for (String worker : List.of("architect", "security", "performance", "test")) {
                String found = Files.readString(output(work, worker));
                assertThat(answers(run, worker)).as(worker).contains(found.strip());
                assertThat(found)
                        .as("what %s found", worker)
                        .containsPattern("[A-Za-z0-9]+\\.(?i:cbl|cob|cpy|jcl):\\d+");
                assertThat(plan).as("the plan holds all of it").contains(found.strip());
            }
            assertThat(plan).as("the review is of the architect's design").doesNotContain("holds no call edges");
        }
    }

    private static List<String> answers(TestRun run, String worker) {
        return run.state().tasks().stream()
                .filter(task -> task.to().value().equals(worker))
                .map(TaskView::outcome)
                .flatMap(Optional::stream)
                .map(outcome -> outcome instanceof TaskOutcome.Done done ? done.answer() : outcome.toString())
                .toList();
    }

    /** What the supervisor's instructions ask for: one after the other, then two at once, then the plan. */
    private static Optional<FakeModel.Move> lead(String prompt, int said, ObjectNode request) {
        if (!request.path("tools").toString().contains("mcp__cao__handoff")) {
            return Optional.empty();
        }
        List<String> told = told(request);
        return Optional.of(
                switch (told.size()) {
                    case 0 ->
                        give("handoff", "architect", "Take stock of this system and design its target structure.");
                    case 1 -> give("handoff", "security", "Review the code and this design:\n\n" + told.get(0));
                    case 2 -> give("assign", "performance", "Review the performance. The design:\n\n" + told.get(0));
                    case 3 -> give("assign", "test", "Say how it can be tested. The design:\n\n" + told.get(0));
                    case 4 -> {
                        ObjectNode wait = Json.object();
                        wait.putArray("task_ids").add("t3").add("t4");
                        yield new FakeModel.Move.Call("mcp__cao__wait_for", wait);
                    }
                    case 5 ->
                        give(
                                "handoff",
                                "architect",
                                WRITE + "\n# Modernization plan\n\n" + told.get(0) + "\n\n" + told.get(1) + "\n\n"
                                        + told.get(4));
                    case 6 ->
                        new FakeModel.Move.Call(
                                "mcp__cao__finish",
                                Json.object().put("status", "done").put("summary", "The plan is written."));
                    default -> new FakeModel.Move.Say("OK");
                });
    }

    private static FakeModel.Move give(String tool, String worker, String message) {
        return new FakeModel.Move.Call(
                "mcp__cao__" + tool, Json.object().put("agent_profile", worker).put("message", message));
    }

    /** Returns what the tools of cao have told so far, each as the outputs in it, or as it is. */
    private static List<String> told(ObjectNode request) {
        List<String> told = new ArrayList<>();
        for (JsonNode message : request.path("messages")) {
            for (JsonNode block : message.path("content")) {
                if (block.path("type").asText().equals("tool_result")) {
                    JsonNode content = block.path("content");
                    told.add(outputs(
                            content.isTextual()
                                    ? content.asText()
                                    : content.at("/0/text").asText()));
                }
            }
        }
        return told;
    }

    private static String outputs(String text) {
        try {
            List<String> outputs = Json.parseObject(text).findValuesAsText("output");
            return outputs.isEmpty() ? text : String.join("\n\n", outputs);
        } catch (Json.NotJsonException _) {
            return text;
        }
    }

    /** A worker's model has its CLI run the analysis for its task, waits until that is done, and answers what it says. */
    private FakeModel worker(FakeModel model, String role, Function<String, FakeModel.Move> shell) {
        model.think((prompt, said, _) -> {
            boolean writes = text(prompt).startsWith(WRITE);
            Path done = Path.of(output(work, role) + (writes ? ".written" : ".done"));
            if (Files.exists(done)) {
                return Optional.of(new FakeModel.Move.Say(
                        writes
                                ? "Written."
                                : Files.readString(output(work, role)).strip()));
            }
            String command = said > 0
                    ? "while ! test -e '%s'; do sleep 0.2; done".formatted(done)
                    : writes
                            ? "mkdir -p out; %s | tail -n +2 >modernization-plan.md; touch '%s'"
                                    .formatted(task(prompt), done)
                            : "mkdir -p out; %s | CAO_JAVA_HOME='%s' '%s' %s >'%s'; touch '%s'"
                                    .formatted(
                                            task(prompt),
                                            System.getProperty("java.home"),
                                            ROOT.resolve("examples/modernize/analyze"),
                                            role,
                                            output(work, role),
                                            done);
            return Optional.of(shell.apply(command));
        });
        return model(model);
    }

    private static Path output(Path work, String role) {
        return work.resolve("out").resolve(role + ".md");
    }

    private static String text(String prompt) throws IOException {
        Optional<Path> file = LongText.pathIn(prompt);
        return file.isPresent() ? Files.readString(file.get()) : prompt;
    }

    /** Returns the command that prints the task. */
    private static String task(String prompt) {
        String bytes = Base64.getEncoder().encodeToString(prompt.getBytes(StandardCharsets.UTF_8));
        return LongText.pathIn(prompt)
                .map(file -> "cat '%s'".formatted(file))
                .orElse("echo %s | base64 -d".formatted(bytes));
    }
}
