package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.agent.AgentProvider;
import dev.cao.control.ControlRequest;
import dev.cao.domain.TaskView;
import dev.cao.io.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The contract with Claude Code itself. */
@Real(RealCli.CLAUDE_CODE)
class ClaudeCodeRealTest extends ProviderContract implements FirstTurnCases {
    @Override
    public AgentProvider provider() {
        return named("claude-code");
    }

    @Override
    FakeModel startModel() throws Exception {
        return new FakeAnthropic();
    }

    @Override
    Map<String, String> environment(boolean trusted) throws Exception {
        return CliHomes.claudeCode(folder, model(), trusted);
    }

    @Override
    String profile() {
        return "provider: claude-code\nmodel: sonnet\n";
    }

    @Override
    public String shell(String command) {
        return ContractWorld.tool("Bash", Json.object().put("command", command).put("description", "test"));
    }

    @Override
    public String background(String command) {
        return ContractWorld.tool(
                "Bash",
                Json.object().put("command", command).put("description", "wait").put("run_in_background", true));
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
        asked.put("multiSelect", false);
        return ContractWorld.tool("AskUserQuestion", input);
    }

    @Override
    public Map<Path, String> configuration() {
        return Map.of(folder.resolve(".claude/settings.json"), CliHomes.CLAUDE_SETTINGS);
    }

    @Test
    void nothingOfOursIsInClaudesOwnState() throws Exception {
        try (AgentLab lab = lab()) {
            lab.handoff("First «say one»");
        }

        assertThat(Files.readString(folder.resolve(".claude.json")))
                .doesNotContain("hooks.json", "CAO_", "mcp__cao", "\"cao\"");
    }

    /**
     * A subagent has hooks of its own; its end is not the end of the turn that started it. One that takes longer than that
     * turn is background work, and the answer is what the model says when it has ended.
     */
    @Test
    void aSubagentIsPartOfTheTurnThatStartedIt() throws Exception {
        try (AgentLab lab = lab()) {
            ObjectNode input = Json.object()
                    .put("description", "look")
                    .put("prompt", "Look around")
                    .put("subagent_type", "general-purpose");

            TaskView task = lab.handoff("Send somebody " + ContractWorld.tool("Agent", input) + " «say done»");

            assertThat(lab.answer(task)).isIn("done", "OK");
            assertThat(model().prompts()).anyMatch(prompt -> prompt.startsWith("Look around"));
        }
    }

    /** {@code scripts/bench} asks for it: from the hook's line in the event log to the answer in the giver's hands. */
    @Test
    @EnabledIfSystemProperty(named = "cao.bench", matches = "\\d+")
    void theEndOfATurnReachesItsGiver() throws Exception {
        List<Long> micros = new ArrayList<>();
        try (AgentLab lab = lab()) {
            lab.handoff("First «say one»");
            Path log = lab.eventLog();
            for (int i = 0; i < Integer.getInteger("cao.bench"); i++) {
                CompletableFuture<Long> stopped = StopClock.next(log);
                ObjectNode answer = lab.request(new ControlRequest.Call(
                        "",
                        "handoff",
                        Json.object().put("agent_profile", "agent").put("message", "Next «say answer " + i + "»")));
                micros.add((System.nanoTime() - stopped.get()) / 1000);
                assertThat(answer.path("text").asText()).isEqualTo("answer " + i);
            }
        }
        micros.sort(Long::compareTo);
        System.out.printf(
                "bench: from Claude Code's Stop to the answer of a handoff, n = %d: median %.1f ms, p95 %.1f ms%n",
                micros.size(), micros.get(micros.size() / 2) / 1000.0, micros.get(micros.size() * 95 / 100) / 1000.0);
    }
}
