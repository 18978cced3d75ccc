package dev.cao.tool;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * What a caller is told.
 *
 * @param ok false: the call was refused or failed; {@code text} then says what to do next
 * @param text for models and people
 * @param fields the same for programs: strings, numbers, booleans, lists and maps of them
 */
public record ToolResult(boolean ok, String text, Map<String, Object> fields) {
    public ToolResult {
        requireNonNull(text, "text is null");
        fields = Map.copyOf(fields);
    }

    public static ToolResult refused(String text) {
        return new ToolResult(false, text, Map.of("success", false, "error", text));
    }
}
