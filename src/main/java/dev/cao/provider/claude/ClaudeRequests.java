package dev.cao.provider.claude;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cao.agent.AgentFact;
import dev.cao.domain.RunEvent.Wait;
import dev.cao.domain.ShortText;
import dev.cao.io.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What one Claude Code waits for now; several subagents may ask at once. Owned by its {@link ClaudeFacts}. */
final class ClaudeRequests {
    private static final int MAX_DETAIL = 300;
    static final String UNEXPLAINED = "screen";

    private final Map<String, AgentFact.Waiting> open = new LinkedHashMap<>();
    /** Those for which the state file said that a dialog is open: only such can be seen to be over. */
    private final Set<String> shown = new HashSet<>();

    /** A PermissionRequest hook waits on that pipe. */
    AgentFact.Waiting opened(String pipe, JsonNode event, Instant now) {
        boolean question = event.path("tool_name").asText().equals("AskUserQuestion");
        AgentFact.Waiting request = new AgentFact.Waiting(
                now,
                question ? Wait.QUESTION : Wait.PERMISSION,
                pipe,
                question ? questions(event.path("tool_input")) : brief(event),
                Json.line(event.path("tool_input")));
        open.remove(UNEXPLAINED);
        shown.remove(UNEXPLAINED);
        open.put(pipe, request);
        return request;
    }

    /** One was answered by cao; the next one, if there is one, is what it waits for now. */
    List<AgentFact> answered(String request, String decision, Instant now) {
        if (open.remove(request) == null) {
            return List.of();
        }
        shown.remove(request);
        List<AgentFact> facts = new ArrayList<>();
        facts.add(new AgentFact.WaitOver(now, request, decision));
        open.values().stream().findFirst().ifPresent(facts::add);
        return facts;
    }

    /**
     * The state file says that a dialog is open.
     *
     * @param settled whether it has been so for long enough that its hook would have told
     */
    List<AgentFact> waiting(String waitingFor, boolean settled, Instant now) {
        if (open.isEmpty() && !settled && !waitingFor.equals("dialog open")) {
            return List.of();
        }
        if (open.isEmpty()) {
            AgentFact.Waiting unexplained = ClaudeFacts.unexplained(waitingFor, now);
            open.put(unexplained.request(), unexplained);
        }
        shown.addAll(open.keySet());
        return List.copyOf(open.values());
    }

    /** The state file says that no dialog is open any more. */
    List<AgentFact> notWaiting(Instant now) {
        List<AgentFact> over = new ArrayList<>();
        for (String request : shown) {
            open.remove(request);
            over.add(new AgentFact.WaitOver(now, request, "answered in its pane"));
        }
        shown.clear();
        return over;
    }

    List<AgentFact> allOver(Instant now) {
        shown.addAll(open.keySet());
        return notWaiting(now);
    }

    private static String questions(JsonNode input) {
        return StreamSupport.stream(input.path("questions").spliterator(), false)
                .map(question -> question.path("question").asText()
                        + StreamSupport.stream(question.path("options").spliterator(), false)
                                .map(option -> option.path("label").asText())
                                .collect(Collectors.joining(" | ", " [", "]")))
                .collect(Collectors.joining("; "));
    }

    /** Returns what a tool call is about, for people: {@code Bash: git status}. */
    static String brief(JsonNode event) {
        JsonNode input = event.path("tool_input");
        String about = Optional.of(input.path("command").asText())
                .filter(command -> !command.isEmpty())
                .or(() -> Optional.of(input.path("file_path").asText()).filter(file -> !file.isEmpty()))
                .or(() -> Optional.of(input.path("description").asText()).filter(text -> !text.isEmpty()))
                .map(text -> ": " + text)
                .orElse("");
        String brief = event.path("tool_name").asText() + about;
        return ShortText.of(brief, MAX_DETAIL);
    }

    /**
     * Returns the hook's answer to a request.
     *
     * @param form the tool's input, as {@link #opened} kept it
     * @return empty if the answer does not fit
     */
    static Optional<String> reply(Wait on, String form, String answer) {
        return switch (on) {
            case PERMISSION ->
                switch (answer) {
                    case "allow", "yes" -> Optional.of(decision("allow", Optional.empty(), ""));
                    case "deny", "no" ->
                        Optional.of(decision("deny", Optional.empty(), "Not permitted by cao's user."));
                    default -> Optional.empty();
                };
            case QUESTION -> Optional.of(decision("allow", Optional.of(answers(form, answer)), ""));
            case DIALOG -> Optional.empty();
        };
    }

    private static JsonNode answers(String form, String answer) {
        var input = Json.parseObject(form);
        var answers = input.putObject("answers");
        for (JsonNode question : input.path("questions")) {
            answers.put(question.path("question").asText(), answer);
        }
        return input;
    }

    private static String decision(String behavior, Optional<JsonNode> input, String message) {
        var reply = Json.object();
        var output = reply.putObject("hookSpecificOutput").put("hookEventName", "PermissionRequest");
        var decision = output.putObject("decision").put("behavior", behavior);
        input.ifPresent(changed -> decision.set("updatedInput", changed));
        if (!message.isEmpty()) {
            decision.put("message", message);
        }
        return Json.line(reply);
    }
}
