package dev.cao.tool;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.io.Json;
import java.util.List;
import java.util.Optional;

/**
 * A parameter of a tool.
 *
 * @param aliases names that it is also taken under, as upstream CAO and models call it; not in the schema
 * @param choices the values it may have; empty: any
 */
public record ToolParameter(
        String name, Kind kind, boolean required, String description, List<String> choices, List<String> aliases) {
    public ToolParameter {
        requireNonNull(name, "name is null");
        requireNonNull(kind, "kind is null");
        requireNonNull(description, "description is null");
        choices = List.copyOf(choices);
        aliases = List.copyOf(aliases);
    }

    /** What values a parameter takes. */
    public enum Kind {
        TEXT("string"),
        WHOLE_NUMBER("integer"),
        FLAG("boolean"),
        TEXTS("array"),
        /** A text, or any JSON value, which is kept as JSON text. */
        ANYTHING("");

        private final String schemaType;

        Kind(String schemaType) {
            this.schemaType = schemaType;
        }
    }

    static ToolParameter required(String name, Kind kind, String description) {
        return new ToolParameter(name, kind, true, description, List.of(), List.of());
    }

    static ToolParameter optional(String name, Kind kind, String description) {
        return new ToolParameter(name, kind, false, description, List.of(), List.of());
    }

    ToolParameter oneOf(String... values) {
        return new ToolParameter(name, kind, required, description, List.of(values), aliases);
    }

    ToolParameter alsoCalled(String... names) {
        return new ToolParameter(name, kind, required, description, choices, List.of(names));
    }

    boolean answersTo(String given) {
        return name.equals(given) || aliases.contains(given);
    }

    /** Returns the name under which these arguments hold it; empty if they do not. */
    Optional<String> in(ObjectNode arguments) {
        if (arguments.hasNonNull(name)) {
            return Optional.of(name);
        }
        return aliases.stream().filter(arguments::hasNonNull).findFirst();
    }

    ObjectNode schema() {
        ObjectNode schema = Json.object();
        if (!kind.schemaType.isEmpty()) {
            schema.put("type", kind.schemaType);
        }
        if (kind == Kind.TEXTS) {
            schema.putObject("items").put("type", "string");
        }
        if (!choices.isEmpty()) {
            var values = schema.putArray("enum");
            choices.forEach(values::add);
        }
        return schema.put("description", description);
    }
}
