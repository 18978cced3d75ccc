package dev.cao.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.io.Json;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A bridge's first line, {@code {"v":1,"type":"mcp","token":"…","bridge":"4f1c…","limit":3600}}.
 *
 * @param limit how long the client waits for a tool call, where its configuration says so
 */
record McpOpening(String bridge, Optional<Duration> limit) {
    private static final Pattern BRIDGE = Pattern.compile("[0-9A-Za-z-]{1,64}");

    static boolean isOpening(String line) {
        try {
            return line.contains("\"mcp\"")
                    && Json.parseObject(line).path("type").asText().equals("mcp");
        } catch (Json.NotJsonException _) {
            return false;
        }
    }

    static McpOpening of(ObjectNode json) {
        String bridge = json.path("bridge").asText();
        long limit = json.path("limit").asLong();
        return new McpOpening(
                BRIDGE.matcher(bridge).matches() ? bridge : "unnamed",
                limit > 0 ? Optional.of(Duration.ofSeconds(limit)) : Optional.empty());
    }
}
