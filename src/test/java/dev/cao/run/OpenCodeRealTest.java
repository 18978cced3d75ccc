package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.agent.AgentProvider;
import dev.cao.domain.RunEvent;
import dev.cao.io.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract with OpenCode itself. */
@Real(RealCli.OPENCODE)
class OpenCodeRealTest extends ProviderContract implements FirstTurnCases {
    /** Of one turn, by the prices in its configuration. */
    private static final double COST = (FakeModel.INPUT_TOKENS * 3 + FakeModel.OUTPUT_TOKENS * 15) / 1e6;

    @Override
    public AgentProvider provider() {
        return named("opencode");
    }

    @Override
    FakeModel startModel() throws Exception {
        return new FakeCompletions();
    }

    @Override
    Map<String, String> environment(boolean trusted) throws Exception {
        return CliHomes.openCode(folder, model());
    }

    @Override
    String profile() {
        return "provider: opencode\n";
    }

    @Override
    public String shell(String command) {
        return ContractWorld.tool("bash", Json.object().put("command", command).put("description", "test"));
    }

    @Override
    public String question(String question, String... choices) {
        ObjectNode input = Json.object();
        ObjectNode asked = input.putArray("questions")
                .addObject()
                .put("question", question)
                .put("header", "Choice");
        ArrayNode options = asked.putArray("options");
        for (String choice : choices) {
            options.addObject().put("label", choice).put("description", choice);
        }
        return ContractWorld.tool("question", input);
    }

    @Override
    public String caoTool(String tool, ObjectNode arguments) {
        return ContractWorld.tool("cao_" + tool, arguments);
    }

    /** The second press counts once OpenCode has asked for it. */
    @Override
    public void breakOff(AgentLab lab) throws Exception {
        lab.untilScreen("esc interrupt");
        lab.press(escape());
        lab.untilScreen("again to interrupt");
        lab.press(escape());
    }

    @Override
    public Map<Path, String> configuration() {
        return Map.of(folder.resolve(".config/opencode/opencode.json"), CliHomes.openCodeConfig(model()));
    }

    @Test
    void whatATurnCostsIsToldInDollars() throws Exception {
        try (AgentLab lab = lab()) {
            lab.handoff("First «say one»");

            lab.until(_ -> lab.happened(event -> event instanceof RunEvent.UsageMeasured usage
                    && usage.costUsd()
                            .filter(cost -> Math.abs(cost - COST) < 1e-9)
                            .isPresent()));
        }
    }

    @Test
    void noPortIsOpen() throws Exception {
        try (AgentLab lab = lab()) {
            lab.handoff("First «say one»");

            assertThat(listening(lab.process().pid())).isEmpty();
        }
    }

    /** Returns the listening sockets of a process, as inodes. */
    private static List<String> listening(long pid) throws Exception {
        List<String> own;
        try (var descriptors = Files.list(Path.of("/proc/%d/fd".formatted(pid)))) {
            own = descriptors
                    .map(OpenCodeRealTest::target)
                    .filter(target -> target.startsWith("socket:"))
                    .map(target -> target.replaceAll("\\D", ""))
                    .toList();
        }
        return Files.readAllLines(Path.of("/proc/net/tcp")).stream()
                .map(line -> line.strip().split("\\s+"))
                .filter(words -> words[3].equals("0A") && own.contains(words[9]))
                .map(words -> words[1])
                .toList();
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (java.io.IOException _) {
            return "";
        }
    }
}
