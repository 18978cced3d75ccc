package dev.cao.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.domain.RunEvent;
import dev.cao.supervisor.FakeBedrock.Reply;
import dev.cao.tool.ToolResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ConverseModelTest {
    static final String FINISH = "{\"status\":\"done\",\"summary\":\"all planned\"}";
    static final String TO_ARCHITECT = "{\"agent_profile\":\"architect\",\"message\":\"design\"}";

    @Test
    void signedRequestHasGoalTeamAndTools() throws Exception {
        try (FakeBedrock bedrock = new FakeBedrock(FakeBedrock.inOrder(FakeBedrock.calls("finish", FINISH)))) {
            Desk desk = new Desk();
            Bench.pursue(Bench.converse(bedrock), desk);

            assertThat(bedrock.problems()).isEmpty();
            ObjectNode request = bedrock.requests().getFirst();
            assertThat(request.at("/system/0/text").asText()).isEqualTo("You lead a team.");
            assertThat(request.at("/messages/0/content/0/text").asText())
                    .isEqualTo("Goal of the run: Plan the migration.");
            assertThat(request.at("/toolConfig/tools/0/toolSpec/name").asText()).isEqualTo("handoff");
            assertThat(request.at("/toolConfig/tools/0/toolSpec/inputSchema/json/required/0")
                            .asText())
                    .isEqualTo("agent_profile");
            assertThat(request.at("/inferenceConfig/maxTokens").asInt()).isEqualTo(1024);
            assertThat(request.at("/system/1/cachePoint/type").asText()).isEqualTo("default");
            assertThat(desk.finished().orElseThrow().summary()).isEqualTo("all planned");
        }
    }

    @Test
    void severalCallsOfOneTurnAreAnsweredTogetherInTheirOrder() throws Exception {
        try (FakeBedrock bedrock = new FakeBedrock(FakeBedrock.inOrder(
                FakeBedrock.calls("assign", TO_ARCHITECT, "list_workers", "{}", "read_output", "{}"),
                FakeBedrock.calls("finish", FINISH)))) {
            Desk desk = new Desk();
            Bench.pursue(Bench.converse(bedrock), desk);

            assertThat(bedrock.problems()).isEmpty();
            ObjectNode second = bedrock.requests().get(1);
            assertThat(second.at("/messages/2/content/0/toolResult/content/0/text")
                            .asText())
                    .isEqualTo("done: assign");
            assertThat(second.at("/messages/2/content/1/toolResult/status").asText())
                    .isEqualTo("success");
            assertThat(second.at("/messages/2/content/2/toolResult/status").asText())
                    .isEqualTo("error");
            assertThat(desk.calls())
                    .containsExactlyInAnyOrder("model/1/1 assign", "model/1/2 list_workers", "model/2/1 finish");
        }
    }

    @Test
    void answerIsRecordedWithTokensAndCostBeforeItsCallsAreMade() throws Exception {
        try (FakeBedrock bedrock = new FakeBedrock(
                FakeBedrock.inOrder(FakeBedrock.calls("handoff", TO_ARCHITECT), FakeBedrock.calls("finish", FINISH)))) {
            Desk desk = new Desk();
            desk.answering(_ -> {
                assertThat(desk.journal().getLast()).isInstanceOf(RunEvent.SupervisorAnswered.class);
                return new ToolResult(true, "the design", Map.of("task_id", "t1"));
            });
            Bench.pursue(Bench.converse(bedrock), desk);

            RunEvent.SupervisorAnswered first =
                    (RunEvent.SupervisorAnswered) desk.journal().get(1);
            assertThat(first.input()).isEqualTo(100);
            // 100 in, 10 out at 3 and 15 USD a million, and a tenth more outside of the global endpoint.
            assertThat(first.costUsd().orElseThrow()).isEqualTo(0.000495);
        }
    }

    @Test
    void answerThatWasRecordedIsNeverAskedForAgain() throws Exception {
        List<Reply> script = List.of(
                FakeBedrock.calls("assign", TO_ARCHITECT),
                FakeBedrock.calls("list_workers", "{}"),
                FakeBedrock.calls("finish", FINISH));
        Desk whole = new Desk();
        try (FakeBedrock bedrock = new FakeBedrock(FakeBedrock.inOrder(script.toArray(Reply[]::new)))) {
            Bench.pursue(Bench.converse(bedrock), whole);
        }
        for (int entries = 0; entries <= whole.journal().size(); entries++) {
            long answered = whole.journal().subList(0, entries).stream()
                    .filter(RunEvent.SupervisorAnswered.class::isInstance)
                    .count();
            try (FakeBedrock bedrock = new FakeBedrock(FakeBedrock.inOrder(script.toArray(Reply[]::new)))) {
                Desk again = whole.crashedAfter(entries);
                Bench.pursue(Bench.converse(bedrock), again);

                assertThat(bedrock.requests())
                        .as("requests after a crash behind entry %d", entries)
                        .hasSize((int) (3 - answered));
                assertThat(again.finished()).isPresent();
                assertThat(bedrock.problems()).isEmpty();
            }
        }
    }

    @Test
    void messageEntersWithTheNextTurn() throws Exception {
        try (FakeBedrock bedrock = new FakeBedrock(
                FakeBedrock.inOrder(FakeBedrock.calls("assign", TO_ARCHITECT), FakeBedrock.calls("finish", FINISH)))) {
            Desk desk = new Desk();
            desk.answering(_ -> {
                desk.message("Mind the batch window.");
                return new ToolResult(true, "given", Map.of());
            });
            Bench.pursue(Bench.converse(bedrock), desk);

            assertThat(bedrock.requests()
                            .get(1)
                            .at("/messages/2/content/1/text")
                            .asText())
                    .isEqualTo("[Message m1 from user]\nMind the batch window.");
            assertThat(((RunEvent.SupervisorAsked) desk.journal().get(2)).messages())
                    .hasSize(1);
        }
    }

    @Test
    void conversationOfFiftyTurnsThatOverflowsEndsWell() throws Exception {
        try (FakeBedrock bedrock = new FakeBedrock(new Rambling(50, 30_000))) {
            Desk desk = new Desk();
            int[] tasks = {0};
            desk.answering(_ -> {
                tasks[0]++;
                return new ToolResult(true, "x".repeat(2_000), Map.of("task_id", "t" + tasks[0]));
            });
            Bench.pursue(Bench.converse(bedrock), desk);

            assertThat(bedrock.problems()).isEmpty();
            assertThat(desk.finished().orElseThrow().done()).isTrue();
            assertThat(desk.journal().stream().filter(RunEvent.SupervisorCompacted.class::isInstance))
                    .hasSizeGreaterThanOrEqualTo(2);
            assertThat(desk.journal().stream().filter(RunEvent.SupervisorAnswered.class::isInstance))
                    .hasSize(51);
        }
    }

    /** A model with a small window that hands off so often, then finishes. Each time another task. */
    private static final class Rambling implements FakeBedrock.Script {
        private final int turns;
        private final int window;
        private int answered;

        Rambling(int turns, int window) {
            this.turns = turns;
            this.window = window;
        }

        @Override
        public synchronized Reply reply(int turn, ObjectNode request) {
            if (request.path("messages").toString().length() > window) {
                return FakeBedrock.fails(400, "ValidationException", "Input is too long for requested model.");
            }
            answered++;
            return answered > turns
                    ? FakeBedrock.calls("finish", FINISH)
                    : FakeBedrock.calls(
                            "handoff", "{\"agent_profile\":\"architect\",\"message\":\"part %d\"}".formatted(answered));
        }
    }
}
