package dev.cao.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.JournalEntry;
import dev.cao.io.Json;
import dev.cao.store.EventCodec;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Journal entries as JSON Lines: the documented, versioned form, see {@code docs/ci.md} and {@code events.schema.json}.
 * As in all JSON of cao, names are in snake case, states in lower case and exit codes are numbers.
 */
public final class EventLines {
    /** Rises when a field changes its meaning or goes away; new fields and new types do not count. */
    private static final int VERSION = 1;

    private static final Set<String> CONSTANTS = Set.of("on", "level", "phase", "state");

    private EventLines() {}

    /** Returns the entry as one line, without a line break. */
    public static String of(JournalEntry entry) {
        ObjectNode line = Json.object()
                .put("v", VERSION)
                .put("seq", entry.seq())
                .put("at", entry.at().toString())
                .put("type", EventCodec.typeOf(entry.event()));
        for (var field : EventCodec.treeOf(entry.event()).properties()) {
            line.set(snakeCase(field.getKey()), value(field.getKey(), field.getValue()));
        }
        return Json.line(line);
    }

    private static JsonNode value(String name, JsonNode value) {
        if (value.isTextual() && name.equals("exit")) {
            return IntNode.valueOf(ExitStatus.valueOf(value.textValue()).code());
        }
        if (value instanceof ObjectNode map && name.equals("options")) {
            return sorted(map);
        }
        return value.isTextual() && CONSTANTS.contains(name)
                ? TextNode.valueOf(value.textValue().toLowerCase(Locale.ROOT))
                : value;
    }

    /** Maps of the journal have no order of their own; the same entry is always the same line. */
    private static ObjectNode sorted(ObjectNode map) {
        ObjectNode sorted = Json.object();
        map.properties().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> sorted.set(entry.getKey(), entry.getValue()));
        return sorted;
    }

    private static String snakeCase(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
