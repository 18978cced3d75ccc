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

/** The fake model behind Anthropic's Messages API. */
final class FakeAnthropic extends FakeModel {
    FakeAnthropic() throws IOException {}

    @Override
    boolean asks(String path) {
        return path.equals("/v1/messages");
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

    @Override
    void send(HttpExchange exchange, ObjectNode request, Move move) throws IOException {
        ArrayNode content = Json.MAPPER.createArrayNode();
        String stop = switch (move) {
            case Move.Say(String text) -> {
                content.addObject().put("type", "text").put("text", text);
                yield "end_turn";
            }
            case Move.Call(String tool, ObjectNode arguments) -> {
                content.addObject()
                        .put("type", "tool_use")
                        .put("id", nextId("toolu_"))
                        .put("name", tool)
                        .set("input", arguments);
                yield "tool_use";
            }
        };
        ObjectNode message = Json.object()
                .put("id", nextId("msg_"))
                .put("type", "message")
                .put("role", "assistant")
                .put("model", request.path("model").asText());
        message.putObject("usage")
                .put("input_tokens", INPUT_TOKENS)
                .put("output_tokens", OUTPUT_TOKENS)
                .put("cache_read_input_tokens", 5)
                .put("cache_creation_input_tokens", 7);
        if (request.path("stream").asBoolean()) {
            stream(exchange, message, content, stop);
        } else {
            message.put("stop_reason", stop).set("content", content);
            reply(exchange, 200, message);
        }
    }

    private static void stream(HttpExchange exchange, ObjectNode message, ArrayNode content, String stop)
            throws IOException {
        try (OutputStream out = stream(exchange)) {
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

    @Override
    ObjectNode error(int status, String text) {
        ObjectNode error = Json.object().put("type", "error");
        error.putObject("error").put("type", "api_error").put("message", text);
        return error;
    }
}
