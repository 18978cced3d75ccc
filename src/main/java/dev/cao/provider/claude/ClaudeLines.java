package dev.cao.provider.claude;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.agent.AgentFact;
import dev.cao.io.Json;
import java.time.Instant;

/** The lines in Claude Code's event log that are cao's own, beside the hooks' JSON. */
final class ClaudeLines {
    static final String KIND = "cao";
    static final String STATE = "state";
    static final String ABSORBED = "absorbed";
    static final String USAGE = "usage";
    static final String ANSWERED = "answered";
    /** Written by the script of the PermissionRequest hook. */
    static final String REQUEST = "request";

    private ClaudeLines() {}

    /**
     * @param settled whether it has been so for a while
     * @param since when Claude Code wrote it, in milliseconds since 1970
     */
    static String state(String status, String waitingFor, boolean settled, long since) {
        return Json.line(Json.object()
                .put(KIND, STATE)
                .put("status", status)
                .put("waitingFor", waitingFor)
                .put("settled", settled)
                .put("since", since));
    }

    static String absorbed(String text) {
        return Json.line(Json.object().put(KIND, ABSORBED).put("text", text));
    }

    static String answered(String request, String decision) {
        return Json.line(
                Json.object().put(KIND, ANSWERED).put("request", request).put("decision", decision));
    }

    /** @param offset how much of the transcript has been read, so that nothing is counted twice after a restart */
    static String usage(String model, ObjectNode tokens, long offset) {
        return Json.line(Json.object()
                .put(KIND, USAGE)
                .put("model", model)
                .put("offset", offset)
                .setAll(tokens));
    }

    static AgentFact.Usage usage(JsonNode line, Instant now) {
        return new AgentFact.Usage(
                now,
                line.path("model").asText(),
                line.path("input").asLong(),
                line.path("output").asLong(),
                line.path("cache_read").asLong(),
                line.path("cache_write").asLong());
    }
}
