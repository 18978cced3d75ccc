package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.agent.AgentProvider;
import dev.cao.io.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract with GitHub Copilot CLI itself. */
@Real(RealCli.COPILOT)
class CopilotRealTest extends ProviderContract {
    private static final String SETTINGS = "{\"banner\":\"never\"}";

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
        Path home = Files.createDirectories(folder.resolve(".copilot"));
        Files.writeString(home.resolve("settings.json"), SETTINGS);
        if (trusted) {
            ObjectNode config = Json.object();
            config.putArray("trustedFolders")
                    .add(folder.toRealPath().resolve("work").toString());
            Files.writeString(home.resolve("config.json"), Json.line(config));
        }
        Map<String, String> environment = new HashMap<>();
        environment.put("CAO_COPILOT", RealCli.COPILOT.program().toString());
        environment.put("COPILOT_OFFLINE", "true");
        environment.put("COPILOT_MODEL", "fake-1");
        environment.put("COPILOT_PROVIDER_TYPE", "openai");
        environment.put("COPILOT_PROVIDER_BASE_URL", model().url() + "/v1");
        // A short key would be blotted out of all that Copilot prints.
        environment.put("COPILOT_PROVIDER_API_KEY", "fake-key-0123456789");
        return environment;
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
        return Map.of(folder.resolve(".copilot/settings.json"), SETTINGS);
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
