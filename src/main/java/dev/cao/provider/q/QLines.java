package dev.cao.provider.q;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.io.Json;
import java.util.Optional;

/** The lines in the event log that are cao's own, beside the hooks' JSON. */
final class QLines {
    static final String KIND = "cao";
    /** What the screen shows, once it stands still. */
    static final String SCREEN = "screen";
    /** The text of a turn whose end hook does not tell it. */
    static final String ANSWER = "answer";

    static final String IDLE = "idle";
    static final String BUSY = "busy";
    static final String PERMISSION = "permission";
    static final String DIALOG = "dialog";

    private QLines() {}

    static ObjectNode screen(String sight, String detail) {
        return Json.object().put(KIND, SCREEN).put("sight", sight).put("detail", detail);
    }

    static String answer(int turn, String text) {
        return Json.line(Json.object().put(KIND, ANSWER).put("turn", turn).put("text", text));
    }

    /** @param error what the screen shows to have gone wrong; may be empty */
    static String noAnswer(int turn, String why, String error) {
        return Json.line(Json.object()
                .put(KIND, ANSWER)
                .put("turn", turn)
                .put("missing", why)
                .put("error", error));
    }

    /** Returns the text with which a turn ended, where the hook tells it. */
    static Optional<String> text(JsonNode stop) {
        return Optional.of(stop.path("assistant_response"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText);
    }

    static boolean is(JsonNode line, String event) {
        // Its third age writes the names with a capital.
        return line.path("hook_event_name").asText().equalsIgnoreCase(event);
    }
}
