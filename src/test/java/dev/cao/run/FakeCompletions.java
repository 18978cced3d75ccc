package dev.cao.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.cao.io.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The fake model behind OpenAI's chat completions. */
final class FakeCompletions extends FakeModel {
    private static final int CACHED = 5;

    FakeCompletions() throws IOException {}

    @Override
    boolean asks(String path) {
        return path.endsWith("/chat/completions");
    }

    @Override
    List<Entry> conversation(ObjectNode request) {
        List<Entry> entries = new ArrayList<>();
        for (JsonNode message : request.path("messages")) {
            Speaker speaker = switch (message.path("role").asText()) {
                case "user" -> Speaker.USER;
                case "assistant" -> Speaker.MODEL;
                default -> Speaker.NOBODY;
            };
            entries.add(new Entry(speaker, texts(message.path("content"))));
        }
        return entries;
    }

    private static List<String> texts(JsonNode content) {
        List<String> texts = new ArrayList<>();
        if (content.isTextual()) {
            texts.add(content.asText());
        } else {
            content.forEach(part -> texts.add(part.path("text").asText()));
        }
        return texts;
    }

    /** OpenCode asks for the title of a conversation, without any tools. */
    @Override
    Optional<String> aside(ObjectNode request) {
        return request.path("tools").isEmpty() ? Optional.of("a fake title") : Optional.empty();
    }

    @Override
    void send(HttpExchange exchange, ObjectNode request, Move move) throws IOException {
        String id = nextId("chatcmpl-");
        ObjectNode message = Json.object().put("role", "assistant");
        switch (move) {
            case Move.Say(String text) -> message.put("content", text);
            case Move.Call(String tool, ObjectNode arguments) -> {
                ObjectNode call = message.putArray("tool_calls").addObject();
                call.put("index", 0).put("id", nextId("call_")).put("type", "function");
                call.putObject("function").put("name", tool).put("arguments", Json.line(arguments));
            }
        }
        String reason = move instanceof Move.Say ? "stop" : "tool_calls";
        if (!request.path("stream").asBoolean()) {
            ObjectNode whole = frame(id, request, "chat.completion");
            ((ObjectNode) whole.path("choices").path(0))
                    .put("finish_reason", reason)
                    .set("message", message);
            whole.set("usage", usage());
            reply(exchange, 200, whole);
            return;
        }
        try (OutputStream out = stream(exchange)) {
            ObjectNode said = frame(id, request, "chat.completion.chunk");
            ((ObjectNode) said.path("choices").path(0)).set("delta", message);
            data(out, Json.line(said));
            ObjectNode end = frame(id, request, "chat.completion.chunk");
            ((ObjectNode) end.path("choices").path(0))
                    .put("finish_reason", reason)
                    .putObject("delta");
            end.set("usage", usage());
            data(out, Json.line(end));
            data(out, "[DONE]");
        }
    }

    private static ObjectNode frame(String id, ObjectNode request, String kind) {
        ObjectNode frame = Json.object().put("id", id).put("object", kind).put("created", 1);
        frame.put("model", request.path("model").asText());
        ArrayNode choices = frame.putArray("choices");
        choices.addObject().put("index", 0);
        return frame;
    }

    private static ObjectNode usage() {
        int input = INPUT_TOKENS + CACHED;
        ObjectNode usage = Json.object().put("prompt_tokens", input).put("completion_tokens", OUTPUT_TOKENS);
        usage.put("total_tokens", input + OUTPUT_TOKENS);
        usage.putObject("prompt_tokens_details").put("cached_tokens", CACHED);
        return usage;
    }

    @Override
    ObjectNode error(int status, String text) {
        ObjectNode error = Json.object();
        error.putObject("error").put("message", text).put("type", "fake").put("code", Integer.toString(status));
        return error;
    }
}
