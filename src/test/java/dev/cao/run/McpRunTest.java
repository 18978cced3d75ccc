package dev.cao.run;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.control.ControlClient;
import dev.cao.control.ControlRequest;
import dev.cao.domain.Address;
import dev.cao.domain.CaoException;
import dev.cao.domain.FailureReason;
import dev.cao.domain.RunOutcome;
import dev.cao.domain.RunPhase;
import dev.cao.domain.TaskId;
import dev.cao.domain.TaskOutcome;
import dev.cao.domain.TaskState;
import dev.cao.domain.TaskView;
import dev.cao.domain.WorkerName;
import dev.cao.io.Json;
import dev.cao.mcp.BridgeProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Agents that talk to a live run over MCP. */
@Tag("e2e")
@Timeout(120)
class McpRunTest {
    private static final String VERSION = "2025-11-25";
    private static final TaskId GIVEN = new TaskId("t2");

    @TempDir
    Path folder;

    @BeforeEach
    void writeAgents() throws Exception {
        TestRun.command(folder, "upper", "tr", "a-z", "A-Z");
        TestRun.command(folder, "slow", "sh", "-c", "until [ -e hurry ]; do sleep 0.1; done; echo at last");
    }

    private static ObjectNode task(String worker, String message) {
        return Json.object().put("agent_profile", worker).put("message", message);
    }

    private static String text(JsonNode answer) {
        return answer.at("/result/content/0/text").asText();
    }

    private static JsonNode fields(JsonNode answer) {
        return answer.at("/result/structuredContent");
    }

    private Optional<TaskView> given(LiveTeam team) {
        return team.run().state().task(GIVEN);
    }

    @Test
    void aWorkerHandsATaskOffAndGetsTheExactAnswer() throws Exception {
        try (LiveTeam team = LiveTeam.of(folder, "{ agent: upper }");
                BridgeProcess bridge = team.bridge()) {
            bridge.initialize("claude-code", VERSION);
            bridge.call(1, "handoff", task("upper", "shout this"));
            JsonNode answer = bridge.next();

            assertThat(text(answer)).isEqualTo("SHOUT THIS");
            assertThat(fields(answer).path("output").asText()).isEqualTo("SHOUT THIS");
            assertThat(answer.at("/result/isError").asBoolean()).isFalse();
            assertThat(team.finish()).extracting(RunOutcome::phase).isEqualTo(RunPhase.DONE);
        }
    }

    @Test
    void assignedTasksAreWaitedForTogether() throws Exception {
        try (LiveTeam team = LiveTeam.of(folder, "{ agent: upper, parallel: 2 }");
                BridgeProcess bridge = team.bridge()) {
            bridge.initialize("claude-code", VERSION);
            bridge.call(1, "assign", task("upper", "one"));
            bridge.call(2, "assign", task("upper", "two"));
            List<String> ids = new ArrayList<>();
            ids.add(fields(bridge.next()).path("task_id").asText());
            ids.add(fields(bridge.next()).path("task_id").asText());
            ObjectNode wait = Json.object();
            ids.forEach(wait.putArray("task_ids")::add);
            bridge.call(3, "wait_for", wait);
            JsonNode answer = bridge.next();

            assertThat(fields(answer).path("answers"))
                    .extracting(row -> row.path("output").asText())
                    .containsExactlyInAnyOrder("ONE", "TWO");
            assertThat(fields(answer).path("open")).isEmpty();
        }
    }

    @Test
    void aLongHandoffReturnsAHandleBeforeTheClientGivesUp() throws Exception {
        try (LiveTeam team = LiveTeam.of(folder, "{ agent: slow }");
                BridgeProcess bridge = team.bridge()) {
            bridge.initialize("claude-code", VERSION);
            bridge.call(1, "handoff", task("slow", "take your time").put("timeout", 1));
            JsonNode handle = bridge.next();
            Files.createFile(team.work("hurry"));
            ObjectNode wait = Json.object();
            wait.putArray("task_ids").add(fields(handle).path("task_id").asText());
            bridge.call(2, "wait_for", wait);

            assertThat(fields(handle).path("status").asText()).isEqualTo("working");
            assertThat(fields(bridge.next()).at("/answers/0/output").asText()).isEqualTo("at last");
        }
    }

    @Test
    void theAnswerOfACancelledHandoffComesToTheInbox() throws Exception {
        try (LiveTeam team = LiveTeam.of(folder, "{ agent: slow }");
                BridgeProcess bridge = team.bridge()) {
            bridge.initialize("claude-code", VERSION);
            bridge.call(1, "handoff", task("slow", "take your time"));
            await().atMost(20, SECONDS).until(() -> given(team).isPresent());
            bridge.line("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}");
            await().atMost(20, SECONDS).until(() -> !given(team).orElseThrow().blocking());
            Files.createFile(team.work("hurry"));
            await().atMost(20, SECONDS)
                    .until(() -> given(team).orElseThrow().state().isFinal());

            assertThat(team.run().state().pending(new Address.Worker(new WorkerName("lead"))))
                    .extracting(message -> message.body())
                    .containsExactly("at last");
        }
    }

    @Test
    void aMessageToAnUnknownWorkerIsRefusedWithTheRoster() throws Exception {
        try (LiveTeam team = LiveTeam.of(folder, "{ agent: upper }");
                BridgeProcess bridge = team.bridge()) {
            bridge.initialize("claude-code", VERSION);
            bridge.call(1, "send_message", Json.object().put("message", "hi").put("receiver_id", "nobody"));
            JsonNode answer = bridge.next();

            assertThat(answer.at("/result/isError").asBoolean()).isTrue();
            assertThat(text(answer)).contains("nobody").contains("upper");
        }
    }

    @Test
    void aMessageOfFiveMegabytesReachesTheWorkerWhole() throws Exception {
        TestRun.command(folder, "counter", "wc", "-c");
        String five = "0123456789".repeat(500_000);
        try (LiveTeam team = LiveTeam.of(folder, "{ agent: counter }");
                BridgeProcess bridge = team.bridge()) {
            bridge.initialize("claude-code", VERSION);
            bridge.call(1, "handoff", task("counter", five));

            assertThat(text(bridge.next()).strip()).isEqualTo("5000000");
        }
    }

    @Test
    void controlCharactersReachTheWorkerWhole() throws Exception {
        TestRun.command(folder, "dump", "od", "-An", "-c");
        try (LiveTeam team = LiveTeam.of(folder, "{ agent: dump }");
                BridgeProcess bridge = team.bridge()) {
            bridge.initialize("claude-code", VERSION);
            bridge.call(1, "handoff", task("dump", "a\0b\033c"));

            assertThat(text(bridge.next()).replaceAll("\\s+", " ")).contains("a \\0 b 033 c");
        }
    }

    @Test
    void aHundredHandoffsAtOnceAreEachAnsweredExactlyOrRefused() throws Exception {
        try (LiveTeam team = LiveTeam.of(folder, "{ agent: upper, parallel: 3 }");
                BridgeProcess bridge = team.bridge()) {
            bridge.initialize("claude-code", VERSION);
            for (int id = 1; id <= 100; id++) {
                bridge.call(id, "handoff", task("upper", "number " + id));
            }
            int exact = 0;
            for (int i = 0; i < 100; i++) {
                JsonNode answer = bridge.poll(90_000).orElseThrow();
                if (answer.at("/result/isError").asBoolean()) {
                    assertThat(text(answer)).contains("which is the limit");
                } else {
                    assertThat(text(answer))
                            .isEqualTo("NUMBER " + answer.path("id").asInt());
                    exact++;
                }
            }
            assertThat(exact).isGreaterThanOrEqualTo(Delegation.MAX_OPEN);
        }
    }

    @Test
    void aWorkerThatMayNotDelegateIsNotShownTheTools() throws Exception {
        TestRun.command(
                folder, "spy", "sh", "-c", "cat $CAO_HOME/dev/null 2>/dev/null; printf %s \"$CAO_TOKEN\" > spy");
        try (LiveTeam team = LiveTeam.of(folder, "{ agent: spy }, { agent: upper }");
                BridgeProcess lead = team.bridge()) {
            lead.call(1, "handoff", task("spy", "spy"));
            var _ = lead.next();
            try (BridgeProcess bridge = team.bridge(Files.readString(team.work("spy")))) {
                bridge.request(1, "tools/list", Json.object());
                List<String> names = StreamSupport.stream(
                                bridge.next().at("/result/tools").spliterator(), false)
                        .map(tool -> tool.path("name").asText())
                        .toList();
                bridge.call(2, "handoff", task("upper", "do my work"));
                JsonNode refused = bridge.next();

                assertThat(names).containsExactly("send_message", "list_workers", "read_output", "report_result");
                assertThat(text(refused)).contains("may not delegate");
            }
        }
    }

    @Test
    void aWorkerReadsItsOwnScreen() throws Exception {
        try (LiveTeam team = LiveTeam.of(folder, "");
                BridgeProcess bridge = team.bridge()) {
            bridge.call(
                    1, "read_output", Json.object().put("agent_profile", "lead").put("lines", 40));

            assertThat(text(bridge.next())).contains("lead the others");
        }
    }

    @Test
    void aTokenOfNobodyIsRefused() throws Exception {
        try (LiveTeam team = LiveTeam.of(folder, "");
                BridgeProcess bridge = team.bridge("0".repeat(64))) {
            bridge.request(1, "tools/list", Json.object());

            assertThat(bridge.next().at("/error/message").asText()).contains("CAO_TOKEN");
        }
    }

    @Test
    void aWorkerMayNotStopTheRunNorAnswerForOthers() throws Exception {
        try (LiveTeam team = LiveTeam.of(folder, "{ agent: upper }");
                ControlClient client = ControlClient.connect(
                                team.socket(), team.environment("CAO_TOKEN").orElseThrow())
                        .orElseThrow()) {
            assertThatThrownBy(() -> client.request(new ControlRequest.Stop("bored")))
                    .isInstanceOf(CaoException.class)
                    .hasMessageContaining("may not stop");
            assertThatThrownBy(() -> client.request(new ControlRequest.Answer("upper", "allow")))
                    .isInstanceOf(CaoException.class)
                    .hasMessageContaining("may not call answer_prompt");
            assertThatThrownBy(() -> client.request(new ControlRequest.Interrupt("upper", "")))
                    .isInstanceOf(CaoException.class)
                    .hasMessageContaining("may not call interrupt");
        }
    }

    @Test
    void aTaskThatMustBeReportedFailsWithoutAReport() throws Exception {
        TestRun.agent(folder, "quiet", "provider: command\nresult: required\ncommand: [cat]\n");
        try (LiveTeam team = LiveTeam.of(folder, "{ agent: quiet }");
                BridgeProcess bridge = team.bridge()) {
            bridge.call(1, "handoff", task("quiet", "report!"));
            var _ = bridge.next();

            assertThat(given(team).orElseThrow().outcome().orElseThrow())
                    .isInstanceOfSatisfying(
                            TaskOutcome.Failed.class,
                            failed -> assertThat(failed.reason()).isEqualTo(FailureReason.NO_RESULT));
        }
    }

    @Test
    void aReportThatDoesNotFitIsRefusedAndTheMendedOneIsTheAnswer() throws Exception {
        TestRun.agent(folder, "formal", """
                provider: command
                result: { schema: { type: object, required: [count], properties: { count: { type: integer } } } }
                command: [sh, -c, 'printf %s "$CAO_TOKEN" > formal.new; mv formal.new formal; until [ -e reported ]; do sleep 0.1; done']
                """);
        try (LiveTeam team = LiveTeam.of(folder, "{ agent: formal }");
                BridgeProcess lead = team.bridge()) {
            lead.call(1, "handoff", task("formal", "count"));
            await().atMost(20, SECONDS).until(() -> Files.exists(team.work("formal")));
            try (BridgeProcess formal = team.bridge(Files.readString(team.work("formal")))) {
                ObjectNode wrong = Json.object().put("status", "done");
                wrong.putObject("result").put("count", "many");
                formal.call(1, "report_result", wrong);
                String refusal = text(formal.next());
                ObjectNode right = Json.object().put("status", "done");
                right.putObject("result").put("count", 7);
                formal.call(2, "report_result", right);
                JsonNode accepted = formal.next();
                Files.createFile(team.work("reported"));

                assertThat(refusal).contains("count").contains("integer");
                assertThat(accepted.at("/result/isError").asBoolean()).isFalse();
                assertThat(text(lead.next())).isEqualTo("{\"count\":7}");
            }
        }
    }

    @Test
    void aTaskIsNotHandedToOneWhoWaitsForIt() throws Exception {
        try (LiveTeam team = LiveTeam.of(folder, "{ agent: upper }");
                BridgeProcess bridge = team.bridge()) {
            bridge.call(1, "handoff", task("lead", "do it yourself"));

            assertThat(text(bridge.next())).contains("cannot give a task to itself");
            assertThat(given(team)).isEmpty();
        }
    }

    @Test
    void aResultThatWasSentAsMessageIsToldOnce() throws Exception {
        TestRun.command(
                folder,
                "both",
                "sh",
                "-c",
                "printf %s \"$CAO_TOKEN\" > both.new; mv both.new both;"
                        + " until [ -e sent ]; do sleep 0.1; done; echo the result");
        try (LiveTeam team = LiveTeam.of(folder, "{ agent: both }");
                BridgeProcess lead = team.bridge()) {
            lead.call(1, "assign", task("both", "work"));
            var _ = lead.next();
            await().atMost(20, SECONDS).until(() -> Files.exists(team.work("both")));
            try (BridgeProcess both = team.bridge(Files.readString(team.work("both")))) {
                both.call(1, "send_message", Json.object().put("message", "the result"));
                var _ = both.next();
            }
            Files.createFile(team.work("sent"));
            await().atMost(20, SECONDS)
                    .until(() -> given(team).map(TaskView::state).equals(Optional.of(TaskState.DONE)));

            assertThat(team.run().state().messages())
                    .singleElement()
                    .satisfies(message -> assertThat(message.inReplyTo()).contains(GIVEN));
        }
    }
}
