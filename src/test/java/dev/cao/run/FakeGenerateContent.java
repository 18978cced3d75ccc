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

/** The fake model behind Google's {@code generateContent}. A text is sent in two pieces, as the real one sends many. */
final class FakeGenerateContent extends FakeModel {
    FakeGenerateContent() throws IOException {}

    @Override
    boolean asks(String path) {
        return path.endsWith(":generateContent") || path.endsWith(":streamGenerateContent");
    }

    @Override
    List<Entry> conversation(ObjectNode request) {
        List<Entry> entries = new ArrayList<>();
        for (JsonNode content : request.path("contents")) {
            List<String> texts = new ArrayList<>();
            boolean result = false;
            for (JsonNode part : content.path("parts")) {
                result |= part.has("functionResponse");
                String text = part.path("text").asText();
                if (!text.isEmpty() && !text.startsWith("<session_context>")) {
                    texts.add(text);
                }
            }
            Speaker speaker = content.path("role").asText("user").equals("model")
                    ? Speaker.MODEL
                    : result ? Speaker.NOBODY : Speaker.USER;
            entries.add(new Entry(speaker, texts));
        }
        return entries;
    }

    /** Gemini CLI asks which model is to be used, and for the name of an earlier conversation. */
    @Override
    Optional<String> aside(ObjectNode request) {
        JsonNode config = request.path("generationConfig");
        boolean form =
                config.path("responseMimeType").asText().equals("application/json") || config.has("responseJsonSchema");
        boolean small = request.path("path").asText().contains("flash");
        return form ? Optional.of("{}") : small ? Optional.of("a summary") : Optional.empty();
    }

    @Override
    void send(HttpExchange exchange, ObjectNode request, Move move) throws IOException {
        List<ObjectNode> parts = parts(move);
        if (request.path("path").asText().endsWith(":generateContent")) {
            reply(exchange, 200, message(parts, true));
            return;
        }
        try (OutputStream out = stream(exchange)) {
            for (int i = 0; i < parts.size(); i++) {
                data(out, Json.line(message(parts.subList(i, i + 1), i == parts.size() - 1)));
            }
        }
    }

    private List<ObjectNode> parts(Move move) {
        return switch (move) {
            case Move.Say(String text) -> {
                int middle = text.offsetByCodePoints(0, text.codePointCount(0, text.length()) / 2);
                yield List.of(
                        Json.object().put("text", text.substring(0, middle)),
                        Json.object().put("text", text.substring(middle)));
            }
            case Move.Call(String tool, ObjectNode arguments) -> {
                ObjectNode part = Json.object();
                part.putObject("functionCall")
                        .put("id", nextId("call_"))
                        .put("name", tool)
                        .set("args", arguments);
                yield List.of(part);
            }
        };
    }

    private static ObjectNode message(List<ObjectNode> parts, boolean last) {
        ObjectNode message = Json.object();
        ObjectNode candidate = message.putArray("candidates").addObject().put("index", 0);
        ArrayNode content = candidate.putObject("content").put("role", "model").putArray("parts");
        parts.forEach(content::add);
        if (last) {
            candidate.put("finishReason", "STOP");
        }
        message.putObject("usageMetadata")
                .put("promptTokenCount", INPUT_TOKENS)
                .put("candidatesTokenCount", OUTPUT_TOKENS)
                .put("totalTokenCount", INPUT_TOKENS + OUTPUT_TOKENS);
        return message.put("modelVersion", "fake-1").put("responseId", "r");
    }

    @Override
    void serveOther(HttpExchange exchange, String path) throws IOException {
        if (path.endsWith(":countTokens")) {
            reply(exchange, 200, Json.object().put("totalTokens", INPUT_TOKENS));
        } else {
            super.serveOther(exchange, path);
        }
    }

    @Override
    ObjectNode error(int status, String text) {
        ObjectNode error = Json.object();
        error.putObject("error").put("code", status).put("message", text).put("status", "INTERNAL");
        return error;
    }
}
