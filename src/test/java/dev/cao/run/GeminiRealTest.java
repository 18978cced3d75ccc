package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.agent.AgentProvider;
import dev.cao.domain.FailureReason;
import dev.cao.domain.RunEvent;
import dev.cao.domain.TaskId;
import dev.cao.domain.TaskOutcome;
import dev.cao.domain.TaskView;
import dev.cao.io.Json;
import dev.cao.io.ProcessTree;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract with Gemini CLI itself. */
@Real(RealCli.GEMINI)
class GeminiRealTest extends ProviderContract implements FirstTurnCases {
    @Override
    public AgentProvider provider() {
        return named("gemini");
    }

    @Override
    FakeModel startModel() throws Exception {
        return new FakeGenerateContent();
    }

    @Override
    Map<String, String> environment(boolean trusted) throws Exception {
        return CliHomes.gemini(folder, model());
    }

    @Override
    String profile() {
        return "provider: gemini\nmodel: gemini-2.5-pro\n";
    }

    @Override
    public String shell(String command) {
        return ContractWorld.tool("run_shell_command", Json.object().put("command", command));
    }

    @Override
    public String background(String command) {
        return ContractWorld.tool(
                "run_shell_command", Json.object().put("command", command).put("is_background", true));
    }

    @Override
    public String question(String question, String... choices) {
        ObjectNode input = Json.object();
        ObjectNode asked = input.putArray("questions")
                .addObject()
                .put("question", question)
                .put("header", "Choice")
                .put("type", "choice");
        var options = asked.putArray("options");
        for (String choice : choices) {
            options.addObject().put("label", choice).put("description", choice);
        }
        return ContractWorld.tool("ask_user", input);
    }

    @Override
    public String caoTool(String tool, ObjectNode arguments) {
        return ContractWorld.tool("mcp_cao_" + tool, arguments);
    }

    @Override
    public Map<Path, String> configuration() {
        return Map.of(folder.resolve(".gemini/settings.json"), CliHomes.GEMINI_SETTINGS);
    }

    /**
     * Its hook tells an answer that came in pieces wrongly, "one two" as "one two two"; and Enter right behind a paste is a
     * newline to it.
     */
    @Test
    void whatHasNoZeroWidthCharactersIsExactInBothDirections() throws Exception {
        String markdown = TextCases.MARKDOWN.replace("\u200d", "");
        model().answer("plan", markdown);
        try (AgentLab lab = lab()) {
            assertThat(lab.answer(lab.handoff("Plan «answer plan»"))).isEqualTo(markdown);
            for (String text : List.of(
                    "one line",
                    "a long line "
                            + IntStream.range(1000, 1400)
                                    .mapToObj(Integer::toString)
                                    .collect(Collectors.joining(" ")),
                    "a\n\n\nb",
                    "x\n  indented\n    more «ünïcode 漢字»",
                    "ends with a backslash \\",
                    "mails to someone@example.org")) {
                assertThat(lab.answer(lab.handoff(text)).strip()).isEqualTo("ECHO " + text);
            }
            assertThat(lab.run().entries())
                    .as("each was typed once")
                    .filteredOn(entry -> entry.event() instanceof RunEvent.TaskSent)
                    .hasSize(1 + 7);
        }
    }

    /** Gemini CLI cuts an answer off that repeats itself, and says no more. */
    @Test
    void anAnswerThatItTakesForALoopFailsTheTaskAndNotTheWorker() throws Exception {
        model().answer("loop", "0123456789 ".repeat(180));
        try (AgentLab lab = lab()) {
            TaskView task = lab.handoff("Count «answer loop»");

            assertThat(task.outcome().orElseThrow()).isInstanceOfSatisfying(TaskOutcome.Failed.class, failed -> {
                assertThat(failed.reason()).isEqualTo(FailureReason.NO_RESULT);
                assertThat(failed.detail()).contains("loop");
            });
            assertThat(lab.answer(lab.handoff("Next «say next»"))).isEqualTo("next");
        }
    }

    /** The program in the pane starts another one, which does the work and lives on when its parent is killed. */
    @Test
    void aKilledLauncherLeavesNothingThatWorksOn() throws Exception {
        try (AgentLab lab = lab("on_restart: fail\n", false)) {
            lab.handoff("First «say one»");
            List<ProcessHandle> children = lab.process().descendants().toList();
            assertThat(children).as("what the launcher started").isNotEmpty();
            TaskId task = lab.assign("Long «wait never» «say never»");
            lab.until(_ -> lab.task(task).flatMap(TaskView::prompt).isPresent());

            lab.process().destroyForcibly();

            assertThat(lab.ended(task).outcome())
                    .hasValueSatisfying(outcome -> assertThat(outcome).isInstanceOf(TaskOutcome.Failed.class));
            lab.until(_ ->
                    children.stream().noneMatch(child -> ProcessTree.only(child).isAlive()));
            assertThat(lab.answer(lab.handoff("Next «say next»"))).isEqualTo("next");
        }
    }

    /** Some of its processes live on when their terminal goes. */
    @Test
    void aRunWhoseTerminalsWereKilledLeavesNoProcess() throws Exception {
        try (AgentLab lab = lab()) {
            lab.handoff("First «say one»");
            TaskId task = lab.assign("Long «wait never» «say never»");
            lab.until(_ -> lab.task(task).flatMap(TaskView::prompt).isPresent());
            String socket = RunSockets.find(lab.run().directory())
                    .orElseThrow()
                    .control()
                    .socket()
                    .toString();
            assertThat(ProcessTree.marked(Map.of(Strays.MARK, socket, Strays.WORKER, "agent"))
                            .living())
                    .as("what runs")
                    .hasSizeGreaterThan(1);

            lab.killTerminals();

            assertThat(ProcessTree.marked(Map.of(Strays.MARK, socket)).living()).isEmpty();
        }
    }
}
