package dev.cao.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.domain.RunEvent;
import dev.cao.io.Json;
import dev.cao.profile.ModelSettings;
import dev.cao.tool.ToolCatalog;
import dev.cao.tool.ToolDescription;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Agents of Bedrock with an action group that returns control, by the real SDK over event streams. */
final class AgentModelTest {
    private static final String FINISH = "{\"status\":\"done\",\"summary\":\"planned\"}";
    private static final FakeAgents.Script SCRIPT = (turn, _) -> switch (turn) {
        case 0 ->
            List.of(
                    "assign",
                    "{\"agent_profile\":\"performance\",\"message\":\"look\"}",
                    "assign",
                    "{\"agent_profile\":\"test\",\"message\":\"look\"}");
        case 1 -> List.of("wait_for", "{\"task_ids\":\"[t1, t2]\"}");
        default -> List.of("finish", FINISH);
    };

    @Test
    void inlineAgentReturnsControlAndGetsTheResultsOfItsInvocation() throws Exception {
        try (FakeAgents agents = new FakeAgents(SCRIPT)) {
            Desk desk = new Desk();
            Bench.pursue(AgentModel.open(FakeBedrock.MODEL, "run-1", Bench.settings(agents.url()), Map.of()), desk);

            assertThat(agents.problems()).isEmpty();
            assertThat(agents.paths()).containsOnly("/agents/run-1-0").hasSize(3);
            ObjectNode first = agents.requests().getFirst();
            assertThat(first.path("inputText").asText()).isEqualTo("Goal of the run: Plan the migration.");
            assertThat(first.at("/actionGroups/0/actionGroupExecutor/customControl")
                            .asText())
                    .isEqualTo("RETURN_CONTROL");
            assertThat(first.at("/actionGroups/0/functionSchema/functions/0/name")
                            .asText())
                    .isEqualTo("handoff");
            assertThat(desk.calls())
                    .containsExactlyInAnyOrder(
                            "model/1/1 assign", "model/1/2 assign", "model/2/1 wait_for", "model/3/1 finish");
            RunEvent.SupervisorAnswered answered =
                    (RunEvent.SupervisorAnswered) desk.journal().get(1);
            assertThat(answered.input()).isEqualTo(200);
        }
    }

    @Test
    void existingAgentIsCalledByIdAndAlias() throws Exception {
        try (FakeAgents agents = new FakeAgents(SCRIPT)) {
            ModelSettings inline = Bench.settings(agents.url());
            ModelSettings existing = new ModelSettings(
                    inline.region(),
                    inline.endpoint(),
                    inline.baseUrl(),
                    inline.apiKeyEnv(),
                    Optional.of(new ModelSettings.Agent("AGENT1", "ALIAS1")),
                    inline.maxTokens(),
                    inline.temperature(),
                    inline.guardrail(),
                    inline.cache(),
                    inline.fields(),
                    inline.timeout(),
                    inline.patience());
            Desk desk = new Desk();
            Bench.pursue(AgentModel.open("", "run-1", existing, Map.of()), desk);

            assertThat(agents.problems()).isEmpty();
            assertThat(agents.paths()).containsOnly("/agents/AGENT1/agentAliases/ALIAS1/sessions/run-1-0/text");
            assertThat(agents.requests().getFirst().path("inputText").asText())
                    .isEqualTo("You lead a team.\n\nGoal of the run: Plan the migration.");
            assertThat(desk.finished()).isPresent();
        }
    }

    @Test
    void resumedConversationGoesOnInItsSession() throws Exception {
        Desk whole = new Desk();
        try (FakeAgents agents = new FakeAgents(SCRIPT)) {
            Bench.pursue(AgentModel.open(FakeBedrock.MODEL, "run-1", Bench.settings(agents.url()), Map.of()), whole);
        }
        Desk again = whole.crashedAfter(2);
        try (FakeAgents agents = new FakeAgents((turn, request) -> SCRIPT.reply(turn + 1, request))) {
            Bench.pursue(AgentModel.open(FakeBedrock.MODEL, "run-1", Bench.settings(agents.url()), Map.of()), again);

            assertThat(agents.paths()).containsOnly("/agents/run-1-0").hasSize(2);
            assertThat(agents.requests()
                            .getFirst()
                            .at("/inlineSessionState/invocationId")
                            .asText())
                    .isEqualTo("inv-1");
            assertThat(again.finished()).isPresent();
        }
    }

    @Test
    void actionGroupKeepsWithinTheQuotasOfANewAccount() {
        List<ToolDescription> forAgents = ToolCatalog.all().stream()
                .filter(tool -> !tool.name().equals("report_result"))
                .toList();

        assertThat(ActionGroup.functions(forAgents))
                .hasSizeLessThanOrEqualTo(11)
                .allSatisfy(function -> {
                    assertThat(function.parameters()).hasSizeLessThanOrEqualTo(5);
                    assertThat(function.name()).matches("[0-9a-zA-Z_-]{1,100}");
                    assertThat(function.description().length()).isLessThanOrEqualTo(1200);
                });
    }

    @Test
    void requestThatWasUnderWayInACrashIsMadeOnceMoreInItsSession() throws Exception {
        Desk whole = new Desk();
        try (FakeAgents agents = new FakeAgents(SCRIPT)) {
            Bench.pursue(AgentModel.open(FakeBedrock.MODEL, "run-1", Bench.settings(agents.url()), Map.of()), whole);
        }
        // The results of the first answer's calls were recorded as the next request, and nothing after it.
        Desk again = whole.crashedAfter(3);
        try (FakeAgents agents = new FakeAgents((turn, request) -> SCRIPT.reply(turn + 1, request))) {
            Bench.pursue(AgentModel.open(FakeBedrock.MODEL, "run-1", Bench.settings(agents.url()), Map.of()), again);

            ObjectNode repeated = agents.requests().getFirst();
            assertThat(agents.paths()).containsOnly("/agents/run-1-0").hasSize(2);
            assertThat(repeated.at("/inlineSessionState/invocationId").asText()).isEqualTo("inv-1");
            assertThat(repeated.at("/inlineSessionState/returnControlInvocationResults"))
                    .hasSize(2);
            assertThat(again.calls())
                    .as("calls that were answered are not made again")
                    .noneMatch(call -> call.startsWith("model/1/"));
            assertThat(again.finished()).isPresent();
        }
    }

    @Test
    void exportIsTheSchemaThatAnInlineAgentGets() throws Exception {
        try (FakeAgents agents = new FakeAgents((_, _) -> List.of("finish", FINISH))) {
            Bench.pursue(
                    AgentModel.open(FakeBedrock.MODEL, "run-1", Bench.settings(agents.url()), Map.of()), new Desk());

            assertThat(agents.requests().getFirst().at("/actionGroups/0"))
                    .isEqualTo(Json.parseObject(ActionGroup.export(ToolCatalog.all())));
        }
    }
}
