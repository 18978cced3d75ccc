package dev.cao.supervisor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.io.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * Content as the journal keeps it.
 *
 * <pre>
 * [{"text": "…"}, {"thought": "…", "signature": "…", "sealed": "…"}, {"call": "ID", "tool": "…", "arguments": "{…}"},
 *  {"result": "ID", "ok": true, "news": true, "well_formed": true, "text": "…"}]
 * </pre>
 */
final class ContentJson {
    private ContentJson() {}

    static String write(List<Content> content) {
        ArrayNode array = Json.MAPPER.createArrayNode();
        content.forEach(part -> array.add(tree(part)));
        return Json.line(array);
    }

    private static ObjectNode tree(Content content) {
        return switch (content) {
            case Content.Text(String text) -> Json.object().put("text", text);
            case Content.Thought(String text, String signature, String sealed) ->
                Json.object().put("thought", text).put("signature", signature).put("sealed", sealed);
            case Content.Call(String id, String tool, String arguments) ->
                Json.object().put("call", id).put("tool", tool).put("arguments", arguments);
            case Content.Result(String id, boolean ok, boolean news, boolean wellFormed, String text) ->
                Json.object()
                        .put("result", id)
                        .put("ok", ok)
                        .put("news", news)
                        .put("well_formed", wellFormed)
                        .put("text", text);
        };
    }

    /** @throws IllegalArgumentException if it is not what {@link #write} made */
    static List<Content> read(String json) {
        try {
            List<Content> content = new ArrayList<>();
            Json.MAPPER.readTree(json).forEach(part -> content.add(part(part)));
            return List.copyOf(content);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no content of a conversation: " + json, e);
        }
    }

    private static Content part(JsonNode part) {
        if (part.has("call")) {
            return new Content.Call(text(part, "call"), text(part, "tool"), text(part, "arguments"));
        }
        if (part.has("result")) {
            return new Content.Result(
                    text(part, "result"),
                    part.path("ok").asBoolean(),
                    part.path("news").asBoolean(),
                    part.path("well_formed").asBoolean(true),
                    text(part, "text"));
        }
        return part.has("thought")
                ? new Content.Thought(text(part, "thought"), text(part, "signature"), text(part, "sealed"))
                : new Content.Text(text(part, "text"));
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText();
    }
}
