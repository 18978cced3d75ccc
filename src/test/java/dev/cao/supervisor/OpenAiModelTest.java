package dev.cao.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cao.domain.CaoException;
import dev.cao.domain.RunEvent;
import dev.cao.io.Json;
import dev.cao.profile.ModelSettings;
import dev.cao.supervisor.ModelException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same conversation with any service that speaks as OpenAI's chat completions do. */
final class OpenAiModelTest {
    private final List<ObjectNode> requests = new CopyOnWriteArrayList<>();
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final Deque<String> answers = new ArrayDeque<>();
    private HttpServer server;
    private int status = 200;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(
                    Json.parseObject(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            if (!exchange.getRequestURI().getPath().equals("/v1/chat/completions")
                    || !"Bearer secret".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                problems.add(exchange.getRequestURI() + " "
                        + exchange.getRequestHeaders().getFirst("Authorization"));
            }
            byte[] body =
                    (answers.size() > 1 ? answers.removeFirst() : answers.getFirst()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Model model() {
        ModelSettings settings =
                Bench.settings("http://127.0.0.1:" + server.getAddress().getPort());
        return OpenAiModel.open("llama3", settings, Map.of("A_KEY", "secret"));
    }

    private static String calls(String name, String arguments) {
        return """
                {"choices":[{"finish_reason":"tool_calls","message":{"role":"assistant","content":null,
                 "tool_calls":[{"id":"c1","type":"function","function":{"name":"%s","arguments":%s}}]}}],
                 "usage":{"prompt_tokens":120,"completion_tokens":7,"prompt_tokens_details":{"cached_tokens":20}}}""".formatted(name, Json.line(arguments));
    }

    @Test
    void callsAndTheirResultsGoThereAndBack() throws Exception {
        answers.add(calls("handoff", "{\"agent_profile\":\"architect\",\"message\":\"design\"}"));
        answers.add(calls("finish", "{\"status\":\"done\",\"summary\":\"planned\"}"));
        Desk desk = new Desk();
        Bench.pursue(model(), desk);

        assertThat(problems).isEmpty();
        assertThat(desk.finished().orElseThrow().summary()).isEqualTo("planned");
        ObjectNode second = requests.get(1);
        assertThat(second.at("/messages/0/role").asText()).isEqualTo("system");
        assertThat(second.at("/messages/2/tool_calls/0/function/name").asText()).isEqualTo("handoff");
        assertThat(second.at("/messages/3/role").asText()).isEqualTo("tool");
        assertThat(second.at("/messages/3/tool_call_id").asText()).isEqualTo("c1");
        assertThat(second.at("/messages/3/content").asText()).isEqualTo("done: handoff");
        assertThat(second.at("/tools/0/function/parameters/type").asText()).isEqualTo("object");
        RunEvent.SupervisorAnswered first =
                (RunEvent.SupervisorAnswered) desk.journal().get(1);
        assertThat(first.input()).isEqualTo(100);
        assertThat(first.cacheRead()).isEqualTo(20);
        assertThat(first.costUsd()).isEmpty();
    }

    @Test
    void argumentsThatAreNoJsonAreToldToTheModel() throws Exception {
        answers.add(calls("handoff", "{\"agent_profile\": architect"));
        answers.add(calls("finish", "{\"status\":\"done\",\"summary\":\"planned\"}"));
        Desk desk = new Desk();
        Bench.pursue(model(), desk);

        assertThat(requests.get(1).at("/messages/3/content").asText())
                .startsWith("Error: the arguments of handoff are no JSON object");
        assertThat(desk.finished()).isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            401 | invalid_api_key         | bad key       | 1
            404 | model_not_found         | unknown model | 1
            429 | insufficient_quota      | quota         | 1
            429 | rate_limit_exceeded     | throttled     | 7
            503 | overloaded              | unavailable   | 7
            400 | invalid_request_error   | invalid       | 1
            400 | context_length_exceeded | overflow      | 1
            """)
    void failuresAreTold(int code, String word, String failure, int attempts) {
        status = code;
        answers.add("{\"error\":{\"message\":\"no\",\"code\":\"%s\"}}".formatted(word));
        CaoException end = catchThrowableOfType(CaoException.class, () -> Bench.pursue(model(), new Desk()));

        assertThat(end.what())
                .startsWith("the supervisor's model llama3: " + failure)
                .endsWith(": no");
        assertThat(requests).hasSize(attempts);
    }

    @Test
    void keyThatIsNamedMustBeThere() {
        ModelSettings settings = Bench.settings("http://127.0.0.1:1");
        assertThatThrownBy(() -> OpenAiModel.open("llama3", settings, Map.of()))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NO_KEY))
                .hasMessage("the environment variable A_KEY is not set");
    }
}
