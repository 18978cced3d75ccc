package dev.cao.provider.qwen;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.io.Json;
import java.util.Optional;

/** The lines in Qwen Code's event log that are cao's own, beside the hooks' JSON. */
final class QwenLines {
    static final String KIND = "cao";
    /** Written by the script of the PermissionRequest hook. */
    static final String REQUEST = "request";

    static final String ANSWERED = "answered";
    static final String USAGE = "usage";
    /** Background work ended, and Qwen Code tells the model of it. */
    static final String BACKGROUND_OVER = "background_over";
    /** Nothing has told of an end of the turn, though Qwen Code has been idle for a while. */
    static final String SETTLED = "settled";

    private QwenLines() {}

    static String answered(String request, String decision) {
        return Json.line(
                Json.object().put(KIND, ANSWERED).put("request", request).put("decision", decision));
    }

    static String settled() {
        return Json.line(Json.object().put(KIND, SETTLED));
    }

    static Optional<ObjectNode> object(String line) {
        try {
            return Optional.of(Json.parseObject(line));
        } catch (Json.NotJsonException _) {
            return Optional.empty();
        }
    }
}
