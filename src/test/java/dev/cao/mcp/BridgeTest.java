package dev.cao.mcp;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.control.ControlServer;
import dev.cao.io.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("tmux")
@Timeout(60)
class BridgeTest {
    private static final String NEWEST = "2025-11-25";

    @TempDir
    Path folder;

    private final FakeTeam team = new FakeTeam();

    private Path socket() {
        return folder.resolve("s");
    }

    private ControlServer serve() {
        return ControlServer.open(socket(), team, "cao");
    }

    private BridgeProcess bridge() throws Exception {
        return bridge(Map.of());
    }

    private BridgeProcess bridge(Map<String, String> more) throws Exception {
        Map<String, String> environment = new HashMap<>(Map.of("CAO_CONTROL", socket().toString()));
        environment.put("CAO_TOKEN", FakeTeam.TOKEN);
        environment.putAll(more);
        return BridgeProcess.start(environment);
    }

    private static ObjectNode message(String text) {
        return Json.object().put("message", text);
    }

    private static ObjectNode task(String text) {
        return message(text).put("agent_profile", "architect");
    }

    private static String text(JsonNode answer) {
        return answer.at("/result/content/0/text").asText();
    }

    @Test
    void aCallIsAnsweredThroughTheBridge() throws Exception {
        try (ControlServer _ = serve();
                BridgeProcess bridge = bridge()) {
            JsonNode hello = bridge.initialize("anything", NEWEST);
            bridge.call(1, "send_message", message("hello"));

            assertThat(hello.at("/result/instructions").asText()).isEqualTo("Be brief.");
            assertThat(text(bridge.next())).isEqualTo("hello");
        }
    }

    @Test
    void aProbeBeforeInitializeIsRefusedUnderItsOwnId() throws Exception {
        try (ControlServer _ = serve();
                BridgeProcess bridge = bridge()) {
            bridge.line("{\"jsonrpc\":\"2.0\",\"id\":\"server-discover-probe-1\",\"method\":\"server/discover\"}");
            JsonNode answer = bridge.next();

            assertThat(answer.path("id").asText()).isEqualTo("server-discover-probe-1");
            assertThat(answer.at("/error/code").asInt()).isEqualTo(-32601);
        }
    }

    @Test
    void aRequestBeforeInitializeIsAnswered() throws Exception {
        try (ControlServer _ = serve();
                BridgeProcess bridge = bridge()) {
            bridge.line("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"}");

            assertThat(bridge.next().has("result")).isTrue();
        }
    }

    @Test
    void anAnswerComesOnceWhenTheOrchestratorIsReplacedInTheMiddleOfTheCall() throws Exception {
        try (BridgeProcess bridge = bridge()) {
            try (ControlServer _ = serve()) {
                bridge.initialize("anything", NEWEST);
                bridge.call(1, "handoff", task("think"));
                await().atMost(10, SECONDS).until(() -> team.handoffs.size() == 1);
            }
            try (ControlServer _ = serve()) {
                await().atMost(10, SECONDS).until(() -> team.calls.size() == 2);
                team.handoffs.values().forEach(handoff -> handoff.complete("thought"));

                assertThat(text(bridge.next())).isEqualTo("thought");
                assertThat(team.handoffs).hasSize(1);
                assertThat(bridge.poll(300)).isEmpty();
            }
        }
    }

    @Test
    void aRequestMadeWhileNobodyServesIsAnsweredLater() throws Exception {
        try (BridgeProcess bridge = bridge()) {
            try (ControlServer _ = serve()) {
                bridge.initialize("anything", NEWEST);
            }
            bridge.call(1, "send_message", message("patience"));
            try (ControlServer _ = serve()) {
                assertThat(text(bridge.next())).isEqualTo("patience");
            }
        }
    }

    @Test
    void everyRequestIsRefusedWithAdviceWhenNobodyComesInTime() throws Exception {
        try (BridgeProcess bridge = bridge(Map.of("CAO_RECONNECT", "1"))) {
            bridge.line("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"}");
            JsonNode answer = bridge.next();

            assertThat(answer.path("id").asInt()).isEqualTo(7);
            assertThat(answer.at("/error/message").asText()).contains("cao resume");
        }
    }

    @Test
    void itIsThereAgainAfterItGaveUp() throws Exception {
        try (BridgeProcess bridge = bridge(Map.of("CAO_RECONNECT", "1"))) {
            bridge.line("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"}");
            assertThat(bridge.next().has("error")).isTrue();
            try (ControlServer _ = serve()) {
                await().atMost(10, SECONDS).until(() -> {
                    bridge.line("{\"jsonrpc\":\"2.0\",\"id\":8,\"method\":\"ping\"}");
                    return bridge.next().has("result");
                });
            }
        }
    }

    @Test
    void aWrongTokenIsToldToTheClient() throws Exception {
        try (ControlServer _ = serve();
                BridgeProcess bridge = bridge(Map.of("CAO_TOKEN", "guessed"))) {
            bridge.line("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"}");

            assertThat(bridge.next().at("/error/message").asText())
                    .contains("the token is nobody's")
                    .contains("Take another.");
        }
    }

    @Test
    void outsideOfARunItSaysWhereItBelongs() throws Exception {
        try (BridgeProcess bridge = BridgeProcess.start(Map.of())) {
            bridge.line("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"}");

            assertThat(bridge.next().at("/error/message").asText()).contains("CAO_CONTROL");
        }
    }

    @Test
    void aCancelledCallIsGivenUpAndNotAnswered() throws Exception {
        try (ControlServer _ = serve();
                BridgeProcess bridge = bridge()) {
            bridge.initialize("anything", NEWEST);
            bridge.call(1, "handoff", task("think"));
            await().atMost(10, SECONDS).until(() -> team.handoffs.size() == 1);
            bridge.line("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}");

            assertThat(team.givenUp.poll(10, SECONDS)).isNotNull();
            bridge.call(2, "send_message", message("next"));
            assertThat(bridge.next().path("id").asInt()).isEqualTo(2);
        }
    }

    @Test
    void aMessageOfFiveMegabytesArrivesWhole() throws Exception {
        String five = "päper ".repeat(5 * 1024 * 1024 / 7);
        try (ControlServer _ = serve();
                BridgeProcess bridge = bridge()) {
            bridge.call(1, "send_message", message(five));

            assertThat(text(bridge.next()).equals(five)).isTrue();
        }
    }

    @Test
    void aMessageOverTheLimitIsRefusedAndTheNextOneTaken() throws Exception {
        try (ControlServer _ = serve();
                BridgeProcess bridge = bridge()) {
            bridge.call(1, "send_message", message("x".repeat(17 * 1024 * 1024)));
            JsonNode refused = bridge.next();
            bridge.call(2, "send_message", message("short"));

            assertThat(refused.at("/error/message").asText()).contains("put a long text into a file");
            assertThat(text(bridge.next())).isEqualTo("short");
        }
    }

    @Test
    void controlCharactersArriveAsTheyWere() throws Exception {
        String text = "nul \0 escape \033[31m del \177 bell \7";
        try (ControlServer _ = serve();
                BridgeProcess bridge = bridge()) {
            bridge.call(1, "send_message", message(text));

            assertThat(text(bridge.next())).isEqualTo(text);
        }
    }

    @Test
    void whatIsNotUtf8IsAParseError() throws Exception {
        byte[] line = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"x\":\"?\"}}"
                .getBytes(StandardCharsets.US_ASCII);
        line[line.length - 4] = (byte) 0xff;
        try (ControlServer _ = serve();
                BridgeProcess bridge = bridge()) {
            bridge.line(line);

            JsonNode answer = bridge.next();
            assertThat(answer.at("/error/code").asInt()).isEqualTo(-32700);
            assertThat(answer.at("/error/message").asText()).contains("UTF-8");
        }
    }

    @Test
    void aHundredCallsAtOnceAreEachAnswered() throws Exception {
        try (ControlServer _ = serve();
                BridgeProcess bridge = bridge()) {
            bridge.initialize("anything", NEWEST);
            for (int id = 1; id <= 100; id++) {
                bridge.call(id, "handoff", task("number " + id));
            }
            await().atMost(20, SECONDS).until(() -> team.handoffs.size() == 100);
            team.handoffs.values().forEach(handoff -> handoff.complete("done"));

            boolean[] answered = new boolean[101];
            for (int i = 0; i < 100; i++) {
                answered[bridge.next().path("id").asInt()] = true;
            }
            answered[0] = true;
            assertThat(answered).doesNotContain(false);
        }
    }

    @Test
    void itEndsWhenItsInputEnds() throws Exception {
        try (ControlServer _ = serve();
                BridgeProcess bridge = bridge()) {
            bridge.initialize("anything", NEWEST);
            bridge.closeInput();

            assertThat(bridge.process().waitFor(10, SECONDS)).isTrue();
            assertThat(bridge.process().exitValue()).isZero();
        }
    }

    @Test
    void whatAPipeAskedIsAnsweredBeforeTheEnd() throws Exception {
        try (ControlServer _ = serve();
                BridgeProcess bridge = bridge()) {
            bridge.line("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"}");
            bridge.closeInput();

            assertThat(bridge.next().has("result")).isTrue();
        }
    }
}
