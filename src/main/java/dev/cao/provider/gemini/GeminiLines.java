package dev.cao.provider.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.io.Json;
import java.util.Optional;

/** The lines in Gemini CLI's event log that are cao's own, beside the hooks' JSON. */
final class GeminiLines {
    static final String KIND = "cao";
    /** How a turn ended, as the transcript tells it. */
    static final String TURN = "turn";

    static final String USAGE = "usage";
    static final String ANSWERED = "answered";
    /** Written by the script of the BeforeTool hook. */
    static final String REQUEST = "request";

    private GeminiLines() {}

    static String answered(String request, String decision) {
        return Json.line(
                Json.object().put(KIND, ANSWERED).put("request", request).put("decision", decision));
    }

    static Optional<ObjectNode> object(String line) {
        try {
            return Optional.of(Json.parseObject(line));
        } catch (Json.NotJsonException _) {
            return Optional.empty();
        }
    }
}
