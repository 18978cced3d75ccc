package dev.cao.standin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that the agent did, as it is told to whoever reads its event log: this class is the record of all events and
 * their fields (docs/stand-in.md says the same to users). {@link EventLog} adds {@code seq}, {@code at}, {@code session}.
 * Immutable.
 */
final class AgentEvent {
    private final String name;
    private final Map<String, @Nullable Object> fields;

    private AgentEvent(String name, Map<String, @Nullable Object> fields) {
        this.name = name;
        this.fields = fields;
    }

    String name() {
        return name;
    }

    Map<String, @Nullable Object> fields() {
        return fields;
    }

    /** @param resumed the conversation goes on, {@code source} is {@code resume} instead of {@code startup} */
    static AgentEvent sessionStart(boolean resumed, long pid, String version, @Nullable String agentName) {
        Map<String, @Nullable Object> fields = fields("source", resumed ? "resume" : "startup");
        fields.put("pid", pid);
        fields.put("version", version);
        if (agentName != null) {
            fields.put("name", agentName);
        }
        return new AgentEvent("session_start", fields);
    }

    /** The box takes input and no turn is under way. Comes after the start and after each turn that nothing follows. */
    static AgentEvent ready() {
        return new AgentEvent("ready", new LinkedHashMap<>());
    }

    /**
     * The receipt.
     *
     * @param text exactly what was submitted
     * @param queued a turn is under way; this one comes after it
     */
    static AgentEvent promptSubmitted(String prompt, String text, boolean queued) {
        Map<String, @Nullable Object> fields = fields("prompt", prompt);
        fields.put("text", text);
        fields.put("queued", queued);
        return new AgentEvent("prompt_submitted", fields);
    }

    static AgentEvent turnStarted(String prompt) {
        return new AgentEvent("turn_started", fields("prompt", prompt));
    }

    /** @param what what it works at, for people */
    static AgentEvent working(String prompt, String what) {
        Map<String, @Nullable Object> fields = fields("prompt", prompt);
        fields.put("what", what);
        return new AgentEvent("working", fields);
    }

    /** @param input the tool's arguments */
    static AgentEvent permissionRequest(
            String prompt, String request, String tool, Map<String, @Nullable Object> input) {
        Map<String, @Nullable Object> fields = fields("prompt", prompt);
        fields.put("request", request);
        fields.put("tool", tool);
        fields.put("input", input);
        return new AgentEvent("permission_request", fields);
    }

    /** @param by {@code person} at the dialog, or {@code control} through the socket */
    static AgentEvent permissionAnswered(String request, boolean allowed, String by) {
        Map<String, @Nullable Object> fields = fields("request", request);
        fields.put("decision", allowed ? "allow" : "deny");
        fields.put("by", by);
        return new AgentEvent("permission_answered", fields);
    }

    static AgentEvent question(String prompt, String request, String text, List<String> choices) {
        Map<String, @Nullable Object> fields = fields("prompt", prompt);
        fields.put("request", request);
        fields.put("text", text);
        fields.put("choices", choices);
        return new AgentEvent("question", fields);
    }

    static AgentEvent questionAnswered(String request, String answer, String by) {
        Map<String, @Nullable Object> fields = fields("request", request);
        fields.put("answer", answer);
        fields.put("by", by);
        return new AgentEvent("question_answered", fields);
    }

    static AgentEvent backgroundStarted(String id, String description) {
        Map<String, @Nullable Object> fields = fields("id", id);
        fields.put("description", description);
        return new AgentEvent("background_started", fields);
    }

    static AgentEvent backgroundEnded(String id) {
        return new AgentEvent("background_ended", fields("id", id));
    }

    /** @param background ids of the work that goes on after the turn */
    static AgentEvent turnEnded(String prompt, TurnEnd.Answered end, List<String> background) {
        Map<String, @Nullable Object> fields = fields("prompt", prompt);
        fields.put("answer", end.answer());
        fields.put("status", end.failed() ? "failed" : "done");
        fields.put("detail", end.detail());
        if (end.exitCode() != null) {
            fields.put("exit_code", end.exitCode());
        }
        fields.put("background", background);
        if (!end.usage().isEmpty()) {
            fields.put("usage", end.usage());
        }
        return new AgentEvent("turn_ended", fields);
    }

    /** The model's API failed: there is no answer. */
    static AgentEvent turnFailed(String prompt, String error, String detail) {
        Map<String, @Nullable Object> fields = fields("prompt", prompt);
        fields.put("error", error);
        fields.put("detail", detail);
        return new AgentEvent("turn_failed", fields);
    }

    static AgentEvent interrupted(String prompt) {
        return new AgentEvent("interrupted", fields("prompt", prompt));
    }

    /** @param reason {@code prompt_exit}, {@code end_of_input}, {@code script}, or the signal: {@code SIGTERM} … */
    static AgentEvent sessionEnd(String reason) {
        return new AgentEvent("session_end", fields("reason", reason));
    }

    private static Map<String, @Nullable Object> fields(String name, String value) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put(name, value);
        return fields;
    }
}
