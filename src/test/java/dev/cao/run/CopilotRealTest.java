package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.agent.AgentProvider;
import dev.cao.domain.FailureReason;
import dev.cao.domain.TaskId;
import dev.cao.domain.TaskOutcome;
import dev.cao.io.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract with GitHub Copilot CLI itself. */
@Real(RealCli.COPILOT)
class CopilotRealTest extends ProviderContract implements FirstTurnCases {
    @Override
    public AgentProvider provider() {
        return named("copilot");
    }

    @Override
    FakeModel startModel() throws Exception {
        return new FakeCompletions();
    }

    @Override
    Map<String, String> environment(boolean trusted) throws Exception {
        return CliHomes.copilot(folder, model(), trusted);
    }

    @Override
    String profile() {
        return "provider: copilot\n";
    }

    @Override
    public String shell(String command) {
        return ContractWorld.tool("bash", Json.object().put("command", command).put("description", "test"));
    }

    @Override
    public String question(String question, String... choices) {
        ObjectNode input = Json.object().put("message", question);
        ObjectNode field =
                input.putObject("requestedSchema").putObject("properties").putObject("choice");
        ArrayNode options = field.put("type", "string").putArray("enum");
        List.of(choices).forEach(options::add);
        return ContractWorld.tool("ask_user", input);
    }

    @Override
    public String caoTool(String tool, ObjectNode arguments) {
        return ContractWorld.tool("cao-" + tool, arguments);
    }

    @Override
    public List<String> escape() {
        return List.of("C-c");
    }

    @Override
    public Map<Path, String> configuration() {
        return Map.of(folder.resolve(".copilot/settings.json"), CliHomes.COPILOT_SETTINGS);
    }

    /** Esc twice breaks a turn off, and puts a prompt that nothing was answered to back into the box. */
    @Test
    void aPromptThatEscPutsBackIntoTheBoxIsNotSentWithTheNextText() throws Exception {
        try (AgentLab lab = lab()) {
            TaskId task = lab.assign("Long «wait never» «say never»");
            lab.until(_ -> !model().prompts().isEmpty());
            lab.untilScreen("esc esc edit prompt");

            lab.press(List.of("Escape"));
            lab.untilScreen("esc again to edit prompt");
            lab.press(List.of("Escape"));

            assertThat(lab.ended(task).outcome().orElseThrow())
                    .isInstanceOfSatisfying(
                            TaskOutcome.Failed.class,
                            failed -> assertThat(failed.reason()).isEqualTo(FailureReason.INTERRUPTED));
            assertThat(lab.answer(lab.handoff("Next «say next»"))).isEqualTo("next");
            assertThat(model().prompts().getLast()).isEqualTo("Next «say next»");
        }
    }

    @Test
    void instructionsReachTheModel() throws Exception {
        try (AgentLab lab = lab("instructions: You are the KEEPER of the bank.\n", false)) {
            lab.handoff("First «say one»");

            assertThat(model().requests().getLast().path("messages").toString()).contains("KEEPER of the bank");
        }
    }

    @Test
    void nothingOfOursIsInCopilotsOwnConfiguration() throws Exception {
        try (AgentLab lab = labInUnknownFolder()) {
            lab.handoff("First «say one»");
        }

        Path config = folder.resolve(".copilot/config.json");
        assertThat(Files.exists(config) ? Files.readString(config) : "")
                .doesNotContain("trustedFolders\":[\"", "copilot-plugin", "cao mcp");
    }
}
