package dev.cao.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.cao.io.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The fake model behind OpenAI's Responses API. A tool inside of a namespace, as Codex has those of MCP servers, is marked
 * as {@code NAMESPACE/NAME}.
 */
final class FakeResponses extends FakeModel {
    FakeResponses() throws IOException {}

    @Override
    boolean asks(String path) {
        return path.endsWith("/responses");
    }

    @Override
    List<Entry> conversation(ObjectNode request) {
        JsonNode input = request.path("input");
        if (input.isTextual()) {
            return List.of(new Entry(Speaker.USER, List.of(input.asText())));
        }
        List<Entry> entries = new ArrayList<>();
        for (JsonNode item : input) {
            entries.add(entry(item));
        }
        return entries;
    }

    private static Entry entry(JsonNode item) {
        String type = item.path("type").asText("message");
        if (!type.equals("message")) {
            return new Entry(type.endsWith("_call") ? Speaker.MODEL : Speaker.NOBODY, List.of());
        }
        Speaker speaker = switch (item.path("role").asText()) {
            case "user" -> Speaker.USER;
            case "assistant" -> Speaker.MODEL;
            default -> Speaker.NOBODY;
        };
        JsonNode content = item.path("content");
        List<String> texts = new ArrayList<>();
        if (content.isTextual()) {
            texts.add(content.asText());
        } else {
            content.forEach(part -> texts.add(part.path("text").asText()));
        }
        return new Entry(speaker, texts);
    }

    /** Codex asks for the title of a conversation, in a form of its own. */
    @Override
    Optional<String> aside(ObjectNode request) {
        JsonNode schema = request.path("text").path("format").path("schema");
        return schema.isMissingNode() ? Optional.empty() : Optional.of(Json.line(smallest(schema)));
    }

    private static ObjectNode smallest(JsonNode schema) {
        ObjectNode value = Json.object();
        schema.path("properties").properties().forEach(property -> {
            switch (property.getValue().path("type").asText()) {
                case "object" -> value.set(property.getKey(), smallest(property.getValue()));
                case "integer", "number" -> value.put(property.getKey(), 0);
                case "boolean" -> value.put(property.getKey(), false);
                case "array" -> value.putArray(property.getKey());
                default -> value.put(property.getKey(), "fake");
            }
        });
        return value;
    }

    @Override
    void send(HttpExchange exchange, ObjectNode request, Move move) throws IOException {
        ObjectNode item = item(move);
        ObjectNode response = Json.object()
                .put("id", nextId("resp_"))
                .put("object", "response")
                .put("status", "completed");
        response.put("model", request.path("model").asText());
        ObjectNode usage = response.putObject("usage");
        usage.put("input_tokens", INPUT_TOKENS + 5)
                .putObject("input_tokens_details")
                .put("cached_tokens", 5);
        usage.put("output_tokens", OUTPUT_TOKENS)
                .putObject("output_tokens_details")
                .put("reasoning_tokens", 0);
        usage.put("total_tokens", INPUT_TOKENS + 5 + OUTPUT_TOKENS);
        response.putArray("output").add(item);
        if (!request.path("stream").asBoolean()) {
            reply(exchange, 200, response);
            return;
        }
        try (OutputStream out = stream(exchange)) {
            ObjectNode created = Json.object().put("type", "response.created");
            created.set("response", Json.object().put("id", response.path("id").asText()));
            event(out, created);
            event(out, about("response.output_item.added", started(item)));
            if (move instanceof Move.Say(String text)) {
                event(
                        out,
                        Json.object()
                                .put("type", "response.output_text.delta")
                                .put("item_id", item.path("id").asText())
                                .put("output_index", 0)
                                .put("content_index", 0)
                                .put("delta", text));
            }
            event(out, about("response.output_item.done", item));
            ObjectNode completed = Json.object().put("type", "response.completed");
            completed.set("response", response);
            event(out, completed);
        }
    }

    private ObjectNode item(Move move) {
        return switch (move) {
            case Move.Say(String text) -> {
                ObjectNode item = Json.object()
                        .put("id", nextId("msg_"))
                        .put("type", "message")
                        .put("role", "assistant")
                        .put("status", "completed");
                item.putArray("content")
                        .addObject()
                        .put("type", "output_text")
                        .put("text", text)
                        .putArray("annotations");
                yield item;
            }
            case Move.Call(String tool, ObjectNode arguments) -> {
                int slash = tool.indexOf('/');
                ObjectNode item = Json.object()
                        .put("id", nextId("fc_"))
                        .put("type", "function_call")
                        .put("call_id", nextId("call_"))
                        .put("name", tool.substring(slash + 1))
                        .put("arguments", Json.line(arguments))
                        .put("status", "completed");
                if (slash >= 0) {
                    item.put("namespace", tool.substring(0, slash));
                }
                yield item;
            }
        };
    }

    private static ObjectNode started(ObjectNode item) {
        ObjectNode started = item.deepCopy().put("status", "in_progress");
        if (started.has("content")) {
            started.putArray("content");
        }
        return started;
    }

    private static ObjectNode about(String type, ObjectNode item) {
        ObjectNode event = Json.object().put("type", type).put("output_index", 0);
        event.set("item", item);
        return event;
    }

    @Override
    ObjectNode error(int status, String text) {
        ObjectNode body = Json.object();
        body.putObject("error").put("message", text).put("type", "fake").put("code", "fake");
        return body;
    }
}
