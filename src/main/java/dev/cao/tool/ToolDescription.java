package dev.cao.tool;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.io.Json;
import java.util.List;

/**
 * A tool as models are shown it.
 *
 * @param description what it does, when to use it, what comes back
 * @param readOnly it changes nothing, so that a client may call it without asking and beside other calls
 */
public record ToolDescription(
        String name, String title, String description, List<ToolParameter> parameters, boolean readOnly) {
    public ToolDescription {
        requireNonNull(name, "name is null");
        requireNonNull(title, "title is null");
        requireNonNull(description, "description is null");
        parameters = List.copyOf(parameters);
    }

    /** Returns the JSON schema of its arguments. Unknown arguments are allowed: they are ignored with a note. */
    public ObjectNode inputSchema() {
        ObjectNode schema = Json.object().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = Json.MAPPER.createArrayNode();
        for (ToolParameter parameter : parameters) {
            properties.set(parameter.name(), parameter.schema());
            if (parameter.required()) {
                required.add(parameter.name());
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema;
    }
}
