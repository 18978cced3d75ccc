package dev.cao.provider.claude;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.agent.EventTail;
import dev.cao.io.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads of a growing transcript what no hook tells: the tokens of each message of the model (several lines may repeat one
 * message; each counts once), and prompts that a running turn absorbed.
 */
final class ClaudeTranscript {
    private final EventTail tail;
    private final Path eventLog;
    private final Map<String, JsonNode> uncounted = new LinkedHashMap<>();
    private boolean restored;

    ClaudeTranscript(Path file, Path eventLog) {
        this.tail = new EventTail(file);
        this.eventLog = eventLog;
    }

    /** @param settled whether no message is under way, so that what was read is complete */
    List<String> look(boolean settled) throws IOException {
        if (!restored) {
            restored = true;
            tail.skipTo(counted());
        }
        List<String> lines = new ArrayList<>();
        for (EventTail.Line line : tail.newLines()) {
            if (line.text().contains("\"usage\"") || line.text().contains("\"queue-operation\"")) {
                take(line.text(), lines);
            }
        }
        if (settled) {
            lines.addAll(usages());
        }
        return lines;
    }

    /** Returns how much of the transcript the event log accounts for: an earlier orchestrator may have read some. */
    private long counted() throws IOException {
        if (!Files.exists(eventLog)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(eventLog, StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.contains("\"" + ClaudeLines.USAGE + "\""))
                    .mapToLong(ClaudeTranscript::offset)
                    .max()
                    .orElse(0);
        }
    }

    private static long offset(String line) {
        try {
            ObjectNode node = Json.parseObject(line);
            return node.path(ClaudeLines.KIND).asText().equals(ClaudeLines.USAGE)
                    ? node.path("offset").asLong()
                    : 0;
        } catch (Json.NotJsonException _) {
            return 0;
        }
    }

    private void take(String line, List<String> lines) {
        ObjectNode entry;
        try {
            entry = Json.parseObject(line);
        } catch (Json.NotJsonException _) {
            return;
        }
        JsonNode message = entry.path("message");
        if (entry.path("type").asText().equals("assistant")
                && !message.path("model").asText().startsWith("<")) {
            uncounted.put(message.path("id").asText(), message);
        } else if (entry.path("reason").asText().equals("absorbed_mid_turn")) {
            lines.add(ClaudeLines.absorbed(entry.path("content").asText()));
        }
    }

    private List<String> usages() {
        Map<String, ObjectNode> byModel = new LinkedHashMap<>();
        for (JsonNode message : uncounted.values()) {
            JsonNode usage = message.path("usage");
            ObjectNode sum = byModel.computeIfAbsent(message.path("model").asText(), _ -> Json.object());
            add(sum, "input", usage.path("input_tokens"));
            add(sum, "output", usage.path("output_tokens"));
            add(sum, "cache_read", usage.path("cache_read_input_tokens"));
            add(sum, "cache_write", usage.path("cache_creation_input_tokens"));
        }
        uncounted.clear();
        List<String> lines = new ArrayList<>();
        byModel.forEach((model, sum) -> lines.add(ClaudeLines.usage(model, sum, tail.position())));
        return lines;
    }

    private static void add(ObjectNode sum, String field, JsonNode tokens) {
        sum.put(field, sum.path(field).asLong() + tokens.asLong());
    }
}
