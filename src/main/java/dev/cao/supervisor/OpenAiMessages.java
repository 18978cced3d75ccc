package dev.cao.supervisor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.io.Json;
import dev.cao.profile.ModelSettings;
import dev.cao.tool.ToolDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A conversation as OpenAI's chat completions have it. */
final class OpenAiMessages {
    private final String model;
    private final ModelSettings settings;

    OpenAiMessages(String model, ModelSettings settings) {
        this.model = model;
        this.settings = settings;
    }

    ObjectNode request(Model.Request request) {
        ObjectNode json = Json.object().put("model", model);
        ArrayNode messages = json.putArray("messages");
        messages.addObject().put("role", "system").put("content", request.instructions());
        request.turns().forEach(turn -> {
            if (turn.ofModel()) {
                messages.add(ofModel(turn));
            } else {
                ofUs(turn, messages);
            }
        });
        ArrayNode tools = json.putArray("tools");
        request.tools().forEach(tool -> tools.add(tool(tool)));
        settings.maxTokens().ifPresent(most -> json.put("max_tokens", most));
        settings.temperature().ifPresent(value -> json.put("temperature", value));
        Json.parseObject(settings.fields()).properties().forEach(field -> json.set(field.getKey(), field.getValue()));
        return json;
    }

    private static ObjectNode tool(ToolDescription tool) {
        ObjectNode json = Json.object().put("type", "function");
        json.putObject("function")
                .put("name", tool.name())
                .put("description", tool.description())
                .set("parameters", tool.inputSchema());
        return json;
    }

    private static ObjectNode ofModel(Model.Turn turn) {
        ObjectNode message = Json.object().put("role", "assistant");
        message.put("content", text(turn.content()));
        ArrayNode calls = Json.MAPPER.createArrayNode();
        for (Content content : turn.content()) {
            if (content instanceof Content.Call call) {
                ObjectNode json = calls.addObject().put("id", call.id()).put("type", "function");
                json.putObject("function").put("name", call.tool()).put("arguments", call.arguments());
            }
        }
        if (!calls.isEmpty()) {
            message.set("tool_calls", calls);
        }
        return message;
    }

    /** Results first: they must follow their calls. */
    private static void ofUs(Model.Turn turn, ArrayNode messages) {
        for (Content content : turn.content()) {
            if (content instanceof Content.Result result) {
                messages.addObject()
                        .put("role", "tool")
                        .put("tool_call_id", result.id())
                        .put("content", result.ok() ? result.text() : "Error: " + result.text());
            }
        }
        String text = text(turn.content());
        if (!text.isEmpty()) {
            messages.addObject().put("role", "user").put("content", text);
        }
    }

    private static String text(List<Content> contents) {
        return contents.stream()
                .filter(Content.Text.class::isInstance)
                .map(content -> ((Content.Text) content).text())
                .collect(Collectors.joining("\n\n"));
    }

    /** @throws ModelException FAILED, if it is no answer */
    Model.Answer answer(ObjectNode response) {
        JsonNode choice = response.at("/choices/0");
        if (!choice.path("message").isObject()) {
            throw new ModelException(ModelException.Kind.FAILED, "the service answers without a choice", null);
        }
        JsonNode message = choice.path("message");
        List<Content> content = new ArrayList<>();
        String refusal = message.path("refusal").asText("");
        String text = message.path("content").asText("");
        if (!(text + refusal).isBlank()) {
            content.add(new Content.Text(refusal.isBlank() ? text : refusal));
        }
        int number = 0;
        for (JsonNode call : message.path("tool_calls")) {
            number++;
            String id = call.path("id").asText("");
            content.add(new Content.Call(
                    id.isEmpty() ? "call_" + number : id,
                    call.at("/function/name").asText(),
                    arguments(call.at("/function/arguments"))));
        }
        Model.Stop stop = refusal.isBlank() ? stop(choice.path("finish_reason").asText()) : Model.Stop.REFUSED;
        return new Model.Answer(content, stop, usage(response.path("usage")), model);
    }

    /** Some services give the arguments as an object, not as its text. */
    private static String arguments(JsonNode given) {
        return given.isObject() ? Json.line(given) : given.asText("");
    }

    private static Model.Stop stop(String reason) {
        return switch (reason) {
            case "length" -> Model.Stop.CUT;
            case "content_filter" -> Model.Stop.REFUSED;
            case "tool_calls", "function_call" -> Model.Stop.CALLS;
            default -> Model.Stop.END;
        };
    }

    private static Model.Usage usage(JsonNode usage) {
        long cached = usage.at("/prompt_tokens_details/cached_tokens").asLong();
        return new Model.Usage(
                Math.max(0, usage.path("prompt_tokens").asLong() - cached),
                usage.path("completion_tokens").asLong(),
                cached,
                0);
    }
}
