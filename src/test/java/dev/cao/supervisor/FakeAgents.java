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
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.eventstream.HeaderValue;
import software.amazon.awssdk.eventstream.Message;

/**
 * Bedrock's agents on the loopback interface: sessions that AWS keeps, event streams, and control that is returned. It
 * checks path, signature, and that results fit the invocation that asked for them.
 */
public final class FakeAgents implements AutoCloseable {
    private final HttpServer server;
    private final Script script;
    private final Map<String, AtomicInteger> turns = new ConcurrentHashMap<>();
    private final Map<String, List<String>> open = new ConcurrentHashMap<>();
    private final List<ObjectNode> requests = new CopyOnWriteArrayList<>();
    private final List<String> paths = new CopyOnWriteArrayList<>();
    private final List<String> problems = new CopyOnWriteArrayList<>();

    /** Answers a request: functions and their parameters in turn, or one text. */
    public interface Script {
        List<String> reply(int turn, ObjectNode request);
    }

    public FakeAgents(Script script) throws IOException {
        this.script = script;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("AWS_ENDPOINT_URL_BEDROCK_AGENT_RUNTIME", url());
        environment.put("AWS_REGION", "us-east-1");
        environment.put("AWS_ACCESS_KEY_ID", FakeBedrock.KEY);
        environment.put("AWS_SECRET_ACCESS_KEY", FakeBedrock.SECRET);
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        return environment;
    }

    public List<ObjectNode> requests() {
        return List.copyOf(requests);
    }

    public List<String> paths() {
        return List.copyOf(paths);
    }

    public List<String> problems() {
        return List.copyOf(problems);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            ObjectNode request = Json.parseObject(new String(body, StandardCharsets.UTF_8));
            String path = exchange.getRequestURI().getPath();
            requests.add(request);
            paths.add(path);
            String problem = AwsSignature.problem(exchange, body, FakeBedrock.SECRET, "bedrock");
            if (!exchange.getRequestMethod().equals("POST")
                    || !path.matches(
                            "/agents/[0-9a-zA-Z._:-]{2,100}|/agents/[^/]+/agentAliases/[^/]+/sessions/[^/]+/text")) {
                problem = "no such operation: " + path;
            }
            String disorder = problem.isEmpty() ? disorder(path, request) : problem;
            if (!disorder.isEmpty()) {
                problems.add(disorder);
            }
            int turn = turns.computeIfAbsent(path, _ -> new AtomicInteger()).getAndIncrement();
            stream(exchange, path, turn, script.reply(turn, request));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String disorder(String path, ObjectNode request) {
        JsonNode state =
                request.has("inlineSessionState") ? request.path("inlineSessionState") : request.path("sessionState");
        List<String> expected = open.getOrDefault(path, List.of());
        List<String> given = new java.util.ArrayList<>();
        state.path("returnControlInvocationResults")
                .forEach(result -> given.add(state.path("invocationId").asText() + " "
                        + result.at("/functionResult/function").asText()));
        if (!given.equals(expected)) {
            return "results for %s, control returned for %s".formatted(given, expected);
        }
        return given.isEmpty() == request.has("inputText") ? "" : "either a text or results";
    }

    private void stream(HttpExchange exchange, String path, int turn, List<String> reply) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/vnd.amazon.eventstream");
        exchange.getResponseHeaders().set("x-amzn-bedrock-agent-content-type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        ObjectNode trace = Json.object();
        ObjectNode orchestration = trace.putObject("trace").putObject("orchestrationTrace");
        orchestration
                .putObject("modelInvocationOutput")
                .putObject("metadata")
                .putObject("usage")
                .put("inputTokens", 200)
                .put("outputTokens", 20);
        write(exchange, "trace", trace);
        if (reply.size() == 1) {
            open.remove(path);
            write(exchange, "chunk", Json.object().put("bytes", reply.getFirst().getBytes(StandardCharsets.UTF_8)));
            return;
        }
        String invocation = "inv-" + (turn + 1);
        ObjectNode control = Json.object().put("invocationId", invocation);
        ArrayNode inputs = control.putArray("invocationInputs");
        List<String> asked = new java.util.ArrayList<>();
        for (int i = 0; i < reply.size(); i += 2) {
            ObjectNode input = inputs.addObject()
                    .putObject("functionInvocationInput")
                    .put("actionGroup", "cao")
                    .put("actionInvocationType", "RESULT")
                    .put("function", reply.get(i));
            ArrayNode parameters = input.putArray("parameters");
            Json.parseObject(reply.get(i + 1))
                    .properties()
                    .forEach(field -> parameters
                            .addObject()
                            .put("name", field.getKey())
                            .put("type", field.getValue().isArray() ? "array" : "string")
                            .put(
                                    "value",
                                    field.getValue().isTextual()
                                            ? field.getValue().asText()
                                            : field.getValue().toString()));
            asked.add(invocation + " " + reply.get(i));
        }
        open.put(path, asked);
        write(exchange, "returnControl", control);
    }

    private static void write(HttpExchange exchange, String type, ObjectNode payload) throws IOException {
        Map<String, HeaderValue> headers = new HashMap<>();
        headers.put(":message-type", HeaderValue.fromString("event"));
        headers.put(":event-type", HeaderValue.fromString(type));
        headers.put(":content-type", HeaderValue.fromString("application/json"));
        ByteBuffer frame = new Message(headers, Json.line(payload).getBytes(StandardCharsets.UTF_8)).toByteBuffer();
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        exchange.getResponseBody().write(bytes);
        exchange.getResponseBody().flush();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
