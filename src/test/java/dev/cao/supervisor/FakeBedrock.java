package dev.cao.supervisor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cao.io.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A model behind Bedrock's Converse API on the loopback interface. It checks each request as the service does (path,
 * headers, signature or bearer, order of turns, results that fit their calls), and answers by a script.
 */
public final class FakeBedrock implements AutoCloseable {
    public static final String KEY = "AKIDEXAMPLE";
    public static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    public static final String MODEL = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";

    private final HttpServer server;
    private final Script script;
    private final List<ObjectNode> requests = new CopyOnWriteArrayList<>();
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Answers a request. */
    public interface Script {
        /** @param turn how many answers the model has given in the conversation so far */
        Reply reply(int turn, ObjectNode request);
    }

    /** What comes back. */
    public sealed interface Reply {
        record Answer(List<Object> content, String stop, int input, int output) implements Reply {}

        record Failure(int status, String code, String message) implements Reply {}

        /** The connection ends before an answer. */
        record Broken() implements Reply {}

        /** No answer comes. */
        record Silence() implements Reply {}
    }

    public FakeBedrock(Script script) throws IOException {
        this.script = script;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    /** A conversation whose answers come one after the other. */
    public static Script inOrder(Reply... replies) {
        return (turn, _) -> turn < replies.length
                ? replies[turn]
                : new Reply.Failure(400, "ValidationException", "the script has no turn " + (turn + 1));
    }

    public static Reply says(String text) {
        return new Reply.Answer(List.of(text), "end_turn", 100, 10);
    }

    /** Calls, each as name and arguments in JSON. */
    public static Reply calls(String... namesAndArguments) {
        List<Object> content = new ArrayList<>(List.of("I decide."));
        for (int i = 0; i < namesAndArguments.length; i += 2) {
            content.add(Map.entry(namesAndArguments[i], namesAndArguments[i + 1]));
        }
        return new Reply.Answer(content, "tool_use", 100, 10);
    }

    public static Reply fails(int status, String code, String message) {
        return new Reply.Failure(status, code, message);
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What a process needs to be led here, and nowhere else. */
    public Map<String, String> environment() {
        return Map.of(
                "AWS_ENDPOINT_URL_BEDROCK_RUNTIME",
                url(),
                "AWS_REGION",
                "us-east-1",
                "AWS_ACCESS_KEY_ID",
                KEY,
                "AWS_SECRET_ACCESS_KEY",
                SECRET,
                "AWS_EC2_METADATA_DISABLED",
                "true");
    }

    public List<ObjectNode> requests() {
        return List.copyOf(requests);
    }

    /** What was wrong with requests. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            ObjectNode request = Json.parseObject(new String(body, StandardCharsets.UTF_8));
            requests.add(request);
            String problem = problem(exchange, body, request);
            if (!problem.isEmpty()) {
                problems.add(problem);
                error(exchange, new Reply.Failure(400, "ValidationException", problem));
                return;
            }
            int turn = 0;
            for (JsonNode message : request.path("messages")) {
                turn += message.path("role").asText().equals("assistant") ? 1 : 0;
            }
            switch (script.reply(turn, request)) {
                case Reply.Answer answer -> answer(exchange, answer);
                case Reply.Failure failure -> error(exchange, failure);
                case Reply.Broken _ -> {
                    exchange.sendResponseHeaders(200, 1000);
                    exchange.getResponseBody().write('{');
                    exchange.getResponseBody().flush();
                }
                case Reply.Silence _ -> {
                    boolean _ = closed.await(600, TimeUnit.SECONDS);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String problem(HttpExchange exchange, byte[] body, ObjectNode request)
            throws GeneralSecurityException {
        String path = URLDecoder.decode(exchange.getRequestURI().getRawPath(), StandardCharsets.UTF_8);
        if (!exchange.getRequestMethod().equals("POST") || !path.matches("/model/[^/]+/converse")) {
            return "no such operation: " + exchange.getRequestMethod() + " " + path;
        }
        if (!"application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
            return "content type " + exchange.getRequestHeaders().getFirst("Content-Type");
        }
        String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        String unsigned = authorization.equals("Bearer token-of-a-test")
                ? ""
                : AwsSignature.problem(exchange, body, SECRET, "bedrock");
        return unsigned.isEmpty() ? disorder(request) : unsigned;
    }

    /** The rules that the service has for conversations with tools. */
    private static String disorder(ObjectNode request) {
        Set<String> open = new HashSet<>();
        String expected = "user";
        for (JsonNode message : request.path("messages")) {
            if (!message.path("role").asText().equals(expected)) {
                return "roles must alternate";
            }
            Set<String> answered = new HashSet<>();
            for (JsonNode block : message.path("content")) {
                if (block.has("text") && block.path("text").asText().isBlank()) {
                    return "the text field in a content block is blank";
                }
                if (block.has("toolResult")) {
                    answered.add(block.at("/toolResult/toolUseId").asText());
                }
            }
            if (expected.equals("user") && !answered.equals(open)) {
                return "results for %s, calls of %s".formatted(answered, open);
            }
            open.clear();
            message.path("content").forEach(block -> {
                if (block.has("toolUse")) {
                    open.add(block.at("/toolUse/toolUseId").asText());
                }
            });
            expected = expected.equals("user") ? "assistant" : "user";
        }
        return expected.equals("user") ? "a conversation must end with a user message" : "";
    }

    private void answer(HttpExchange exchange, Reply.Answer answer) throws IOException {
        ObjectNode response = Json.object();
        ArrayNode content = response.putObject("output")
                .putObject("message")
                .put("role", "assistant")
                .putArray("content");
        int number = 0;
        for (Object part : answer.content()) {
            number++;
            if (part instanceof Map.Entry<?, ?> call) {
                ObjectNode use = content.addObject()
                        .putObject("toolUse")
                        .put("toolUseId", "tooluse_%d_%d".formatted(requests.size(), number))
                        .put("name", call.getKey().toString());
                use.set("input", Json.parseObject(call.getValue().toString()));
            } else {
                content.addObject().put("text", part.toString());
            }
        }
        response.put("stopReason", answer.stop());
        response.putObject("usage")
                .put("inputTokens", answer.input())
                .put("outputTokens", answer.output())
                .put("totalTokens", answer.input() + answer.output());
        response.putObject("metrics").put("latencyMs", 5);
        reply(exchange, 200, response);
    }

    private static void error(HttpExchange exchange, Reply.Failure failure) throws IOException {
        exchange.getResponseHeaders().set("x-amzn-ErrorType", failure.code());
        reply(exchange, failure.status(), Json.object().put("message", failure.message()));
    }

    private static void reply(HttpExchange exchange, int status, ObjectNode body) throws IOException {
        byte[] bytes = Json.line(body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
