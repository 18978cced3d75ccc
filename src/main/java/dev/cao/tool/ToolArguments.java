package dev.cao.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.domain.TaskId;
import dev.cao.domain.WorkerName;
import dev.cao.io.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a tool's arguments by its description and notes everything that is wrong. Models write numbers and flags as
 * strings, and one string where a list is asked for; these are taken. For one thread.
 */
final class ToolArguments {
    private final ToolDescription tool;
    private final ObjectNode arguments;
    private final List<String> problems = new ArrayList<>();

    ToolArguments(ToolDescription tool, ObjectNode arguments) {
        this.tool = tool;
        this.arguments = arguments;
    }

    List<String> problems() {
        return problems;
    }

    private ToolParameter parameter(String name) {
        return tool.parameters().stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(tool.name() + " has no parameter " + name));
    }

    private Optional<JsonNode> given(String name) {
        ToolParameter parameter = parameter(name);
        Optional<JsonNode> value = parameter.in(arguments).map(arguments::get);
        if (value.isEmpty() && parameter.required()) {
            problems.add("the parameter %s is missing (%s)".formatted(name, parameter.description()));
        }
        return value;
    }

    private void wrong(String name, String expected, JsonNode found) {
        String text = Json.line(found);
        problems.add("%s must be %s, not %s"
                .formatted(name, expected, text.length() > 60 ? text.substring(0, 60) + "…" : text));
    }

    /** Returns a text that is not blank; "" when it is missing or wrong. */
    String text(String name) {
        Optional<JsonNode> value = given(name);
        if (value.isEmpty()) {
            return "";
        }
        if (!value.get().isTextual() || value.get().asText().isBlank()) {
            wrong(name, "a text that is not empty", value.get());
            return "";
        }
        return value.get().asText();
    }

    Optional<String> optionalText(String name) {
        return given(name)
                .filter(node -> !(node.isTextual() && node.asText().isBlank()))
                .map(node -> node.isTextual() ? node.asText() : Json.line(node));
    }

    /** Returns the text as it is, or any other JSON value as JSON. */
    String anything(String name) {
        return given(name)
                .map(node -> node.isTextual() ? node.asText() : Json.line(node))
                .orElse("");
    }

    /** Returns which of the parameter's choices was given. */
    String choice(String name, String otherwise) {
        List<String> choices = parameter(name).choices();
        Optional<JsonNode> value = given(name);
        if (value.isPresent() && !choices.contains(value.get().asText())) {
            wrong(name, "one of " + String.join(", ", choices), value.get());
        }
        return value.map(JsonNode::asText).filter(choices::contains).orElse(otherwise);
    }

    Optional<WorkerName> worker(String name) {
        Optional<JsonNode> value = given(name);
        Optional<WorkerName> worker =
                value.map(JsonNode::asText).filter(WorkerName::isValid).map(WorkerName::new);
        if (value.isPresent() && worker.isEmpty()) {
            wrong(name, "a worker's name", value.get());
        }
        return worker;
    }

    int wholeNumber(String name, int from, int to, int otherwise) {
        Optional<JsonNode> value = given(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        double number = value.get().asDouble(Double.NaN);
        if (Double.isNaN(number) || number < from || number > to) {
            wrong(name, "a whole number from %d to %d".formatted(from, to), value.get());
            return otherwise;
        }
        return (int) number;
    }

    Duration seconds(String name, int otherwise) {
        return Duration.ofSeconds(wholeNumber(name, 1, 24 * 3600, otherwise));
    }

    boolean flag(String name) {
        Optional<JsonNode> value = given(name);
        if (value.isPresent() && !List.of("true", "false").contains(value.get().asText())) {
            wrong(name, "true or false", value.get());
        }
        return value.isPresent() && value.get().asText().equals("true");
    }

    List<String> texts(String name) {
        Optional<JsonNode> value = given(name);
        if (value.isEmpty()) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        if (value.get().isArray()) {
            value.get().forEach(item -> texts.add(item.isTextual() ? item.asText() : Json.line(item)));
        } else {
            texts.add(value.get().asText());
        }
        return texts;
    }

    List<TaskId> tasks(String name) {
        boolean present = given(name).isPresent();
        List<TaskId> tasks = new ArrayList<>();
        for (String text : present ? texts(name) : List.<String>of()) {
            if (TaskId.isValid(text)) {
                tasks.add(new TaskId(text));
            } else {
                problems.add(
                        "'%s' in %s is no task id; assign and handoff return them, such as t3".formatted(text, name));
            }
        }
        if (present && tasks.isEmpty() && problems.isEmpty()) {
            problems.add(name + " is empty");
        }
        return tasks;
    }
}
