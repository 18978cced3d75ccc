package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.agent.AgentProvider;
import dev.cao.domain.TaskId;
import dev.cao.domain.TaskOutcome;
import dev.cao.io.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract with Codex itself. */
@Real(RealCli.CODEX)
class CodexRealTest extends ProviderContract implements FirstTurnCases {
    @Override
    public AgentProvider provider() {
        return named("codex");
    }

    @Override
    FakeModel startModel() throws Exception {
        return new FakeResponses();
    }

    @Override
    Map<String, String> environment(boolean trusted) throws Exception {
        return CliHomes.codex(folder, model());
    }

    @Override
    String profile() {
        return "provider: codex\n";
    }

    @Override
    public String shell(String command) {
        return ContractWorld.tool(
                "exec_command",
                Json.object()
                        .put("cmd", command)
                        .put("sandbox_permissions", "require_escalated")
                        .put("justification", "test"));
    }

    @Override
    public String question(String question, String... choices) {
        ObjectNode input = Json.object();
        ObjectNode asked = input.putArray("questions")
                .addObject()
                .put("id", "choice")
                .put("header", "Choice")
                .put("question", question);
        var options = asked.putArray("options");
        for (String choice : choices) {
            options.addObject().put("label", choice).put("description", choice);
        }
        return ContractWorld.tool("request_user_input", input);
    }

    @Override
    public String background(String command) {
        return ContractWorld.tool(
                "exec_command", Json.object().put("cmd", command).put("yield_time_ms", 250));
    }

    @Override
    public String caoTool(String tool, ObjectNode arguments) {
        return ContractWorld.tool("mcp__cao/" + tool, arguments);
    }

    @Override
    public Map<Path, String> configuration() {
        return Map.of(folder.resolve(".codex/config.toml"), CliHomes.codexConfig(model()));
    }

    /** With the feature instant_interrupt Codex would drop what it was about to say. */
    @Test
    void whatAPersonTypesIntoATurnCutsNothingOff() throws Exception {
        try (AgentLab lab = lab()) {
            TaskId task = lab.assign("Long «wait gate»«say done»");
            lab.until(_ -> !model().prompts().isEmpty());

            lab.press(List.of("and this «say both»"));
            lab.untilScreen("› and this «say both»");
            lab.press(List.of("Enter"));
            lab.untilScreen("Messages to be submitted");
            model().go("gate");

            assertThat(lab.ended(task).outcome()).contains(new TaskOutcome.Done("both", true));
            assertThat(model().requests().getLast().toString().contains("\"text\":\"done\""))
                    .as("what it said before is in the conversation")
                    .isTrue();
        }
    }

    @Test
    void aTurnThatAPersonQueuedGoesFirst() throws Exception {
        try (AgentLab lab = lab()) {
            TaskId first = lab.assign("Long «wait gate»«say one»");
            lab.until(_ -> !model().prompts().isEmpty());

            lab.press(List.of("mine «wait other»«say mine»"));
            lab.untilScreen("› mine «wait other»«say mine»");
            lab.press(List.of("Tab"));
            lab.untilScreen("Queued follow-up inputs");
            TaskId second = lab.assign("Next «say two»");
            model().go("gate");
            assertThat(lab.ended(first).outcome()).contains(new TaskOutcome.Done("one", false));
            lab.until(_ -> model().prompts().stream().anyMatch(prompt -> prompt.startsWith("mine")));
            model().go("other");

            assertThat(lab.answer(lab.ended(second))).isEqualTo("two");
        }
    }

    @Test
    void noServerOfItsOwnIsStartedOrCopied() throws Exception {
        try (AgentLab lab = lab()) {
            lab.handoff("First «say one»");
        }

        assertThat(folder.resolve(".codex/packages")).doesNotExist();
        assertThat(ProcessHandle.allProcesses()
                        .filter(process -> process.info()
                                .commandLine()
                                .filter(line -> line.contains("app-server") && line.contains(folder.toString()))
                                .isPresent()))
                .isEmpty();
    }
}
