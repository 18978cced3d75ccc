package dev.cao.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cao.io.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model that does what the prompt says, behind Anthropic's Messages API on the loopback interface. The newest user text
 * with marks in it is obeyed, one mark for each message of the model since:
 *
 * <pre>
 * «say TEXT»         ends the turn with that text
 * «answer KEY»       ends the turn with the text that {@link #answer} left
 * «tool NAME JSON»   calls a tool
 * «wait KEY»         the next message comes when {@link #go} says so
 * «fail CODE TIMES»  answers that HTTP status so often before anything else
 * </pre>
 */
final class FakeAnthropic implements AutoCloseable {
    private static final Pattern MARK = Pattern.compile("«(say|answer|tool|wait|fail) ([^»]*)»");
    private static final Pattern REMINDER = Pattern.compile("<system-reminder>.*?</system-reminder>", Pattern.DOTALL);
    private static final int PATIENCE_SECONDS = 600;

    private final HttpServer server;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> failures = new ConcurrentHashMap<>();
    private final List<String> prompts = new CopyOnWriteArrayList<>();
    private final AtomicInteger ids = new AtomicInteger();

    FakeAnthropic() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void answer(String key, String text) {
        answers.put(key, text);
    }

    /** Lets the message behind {@code «wait key»} come. */
    void go(String key) {
        gate(key).countDown();
    }

    /** Returns the texts that the model was asked, the newest user text of each request. */
    List<String> prompts() {
        return List.copyOf(prompts);
    }

    private CountDownLatch gate(String key) {
        return gates.computeIfAbsent(key, _ -> new CountDownLatch(1));
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (!exchange.getRequestURI().getPath().equals("/v1/messages")) {
                reply(exchange, 404, error("not_found_error", "no such path"));
                return;
            }
            messages(exchange, Json.parseObject(new String(body, StandardCharsets.UTF_8)));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void messages(HttpExchange exchange, ObjectNode request) throws IOException, InterruptedException {
        Script script = script(request.path("messages"));
        prompts.add(script.newest());
        List<Mark> steps = new ArrayList<>();
        for (Mark mark : script.marks()) {
            if (mark.kind().equals("fail")) {
                String[] words = mark.text().split(" ");
                int used = failures.computeIfAbsent(script.text(), _ -> new AtomicInteger())
                        .getAndIncrement();
                if (used < Integer.parseInt(words[1])) {
                    reply(exchange, Integer.parseInt(words[0]), error("api_error", "fake " + words[0]));
                    return;
                }
            } else {
                steps.add(mark);
            }
        }
        int at = 0;
        int message = 0;
        while (at < steps.size()) {
            if (steps.get(at).kind().equals("wait")) {
                if (message == script.done()) {
                    boolean _ = gate(steps.get(at).text()).await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                }
            } else if (message++ == script.done()) {
                break;
            }
            at++;
        }
        ArrayNode content = Json.MAPPER.createArrayNode();
        boolean tool = false;
        if (at >= steps.size()) {
            text(content, script.marks().isEmpty() ? "ECHO " + script.newest() : "OK");
        } else {
            Mark step = steps.get(at);
            switch (step.kind()) {
                case "say" -> text(content, step.text());
                case "answer" -> text(content, answers.getOrDefault(step.text(), "no answer " + step.text()));
                default -> {
                    tool = true;
                    int space = step.text().indexOf(' ');
                    content.addObject()
                            .put("type", "tool_use")
                            .put("id", "toolu_" + ids.incrementAndGet())
                            .put("name", step.text().substring(0, space))
                            .set("input", Json.parseObject(step.text().substring(space + 1)));
                }
            }
        }
        stream(exchange, request, content, tool ? "tool_use" : "end_turn");
    }

    private static void text(ArrayNode content, String text) {
        content.addObject().put("type", "text").put("text", text);
    }

    private record Mark(String kind, String text) {}

    /** @param done how many messages the model has given to these marks already */
    private record Script(String newest, String text, List<Mark> marks, int done) {}

    private static Script script(JsonNode messages) {
        String newest = "";
        int answered = 0;
        for (int i = messages.size() - 1; i >= 0; i--) {
            String role = messages.get(i).path("role").asText();
            answered += role.equals("assistant") ? 1 : 0;
            if (!role.equals("user")) {
                continue;
            }
            List<String> texts = texts(messages.get(i));
            for (int t = texts.size() - 1; t >= 0; t--) {
                String text = REMINDER.matcher(texts.get(t)).replaceAll("").strip();
                newest = newest.isEmpty() ? text : newest;
                List<Mark> marks = marks(text);
                if (!marks.isEmpty()) {
                    return new Script(newest, text, marks, answered);
                }
                if (!text.isEmpty() && answered == 0) {
                    return new Script(text, text, List.of(), 0);
                }
            }
        }
        return new Script(newest, newest, List.of(), 0);
    }

    private static List<Mark> marks(String text) {
        List<Mark> marks = new ArrayList<>();
        Matcher mark = MARK.matcher(text);
        while (mark.find()) {
            marks.add(new Mark(mark.group(1), mark.group(2)));
        }
        return marks;
    }

    private static List<String> texts(JsonNode message) {
        JsonNode content = message.path("content");
        if (content.isTextual()) {
            return List.of(content.asText());
        }
        List<String> texts = new ArrayList<>();
        content.forEach(block -> {
            if (block.path("type").asText().equals("text")) {
                texts.add(block.path("text").asText());
            }
        });
        return texts;
    }

    private void stream(HttpExchange exchange, ObjectNode request, ArrayNode content, String stop) throws IOException {
        ObjectNode message = Json.object()
                .put("id", "msg_" + ids.incrementAndGet())
                .put("type", "message")
                .put("role", "assistant")
                .put("model", request.path("model").asText());
        message.putObject("usage")
                .put("input_tokens", 100)
                .put("output_tokens", 10)
                .put("cache_read_input_tokens", 5)
                .put("cache_creation_input_tokens", 7);
        if (!request.path("stream").asBoolean()) {
            message.put("stop_reason", stop).set("content", content);
            reply(exchange, 200, message);
            return;
        }
        exchange.getResponseHeaders().set("content-type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            ObjectNode start = Json.object().put("type", "message_start");
            start.set("message", message.deepCopy().set("content", Json.MAPPER.createArrayNode()));
            event(out, start);
            for (int i = 0; i < content.size(); i++) {
                block(out, i, (ObjectNode) content.get(i));
            }
            ObjectNode end = Json.object().put("type", "message_delta");
            end.putObject("delta").put("stop_reason", stop);
            end.set("usage", message.get("usage"));
            event(out, end);
            event(out, Json.object().put("type", "message_stop"));
        }
    }

    private static void block(OutputStream out, int index, ObjectNode block) throws IOException {
        boolean text = block.path("type").asText().equals("text");
        ObjectNode empty = block.deepCopy();
        ObjectNode delta = Json.object();
        if (text) {
            empty.put("text", "");
            delta.put("type", "text_delta").put("text", block.path("text").asText());
        } else {
            empty.putObject("input");
            delta.put("type", "input_json_delta").put("partial_json", Json.line(block.get("input")));
        }
        ObjectNode start = Json.object().put("type", "content_block_start").put("index", index);
        start.set("content_block", empty);
        event(out, start);
        ObjectNode part = Json.object().put("type", "content_block_delta").put("index", index);
        part.set("delta", delta);
        event(out, part);
        event(out, Json.object().put("type", "content_block_stop").put("index", index));
    }

    private static void event(OutputStream out, ObjectNode event) throws IOException {
        String text = "event: %s%ndata: %s%n%n".formatted(event.path("type").asText(), Json.line(event));
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static ObjectNode error(String type, String text) {
        ObjectNode error = Json.object().put("type", "error");
        error.putObject("error").put("type", type).put("message", text);
        return error;
    }

    private static void reply(HttpExchange exchange, int status, ObjectNode body) throws IOException {
        byte[] bytes = Json.line(body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("content-type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        gates.values().forEach(CountDownLatch::countDown);
        server.stop(0);
    }
}
