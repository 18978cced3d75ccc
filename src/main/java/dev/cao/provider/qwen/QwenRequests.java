package dev.cao.provider.qwen;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cao.agent.AgentFact;
import dev.cao.agent.AgentProvider.Reply;
import dev.cao.domain.RunEvent.Wait;
import dev.cao.domain.ShortText;
import dev.cao.io.Json;
import dev.cao.terminal.Key;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What Qwen Code waits for. Its PermissionRequest hook comes before any dialog (0.24.4), also for a question of the agent;
 * several can be open where subagents work. A dialog of its own it opens only where the hook does not answer.
 */
final class QwenRequests {
    private static final int MAX_DETAIL = 300;
    private static final String DIALOG = "dialog";

    private final Map<String, AgentFact.Waiting> open = new LinkedHashMap<>();

    List<AgentFact> asked(JsonNode line, Instant now) {
        String pipe = line.path("reply_to").asText();
        JsonNode event = line.path("event");
        boolean question = event.path("tool_name").asText().equals("ask_user_question");
        return opened(new AgentFact.Waiting(
                now,
                question ? Wait.QUESTION : Wait.PERMISSION,
                pipe,
                question ? questions(event.path("tool_input")) : brief(event)));
    }

    List<AgentFact> dialog(JsonNode event, Instant now) {
        return opened(new AgentFact.Waiting(
                now, Wait.PERMISSION, DIALOG, shortened(event.path("message").asText())));
    }

    private List<AgentFact> opened(AgentFact.Waiting waiting) {
        open.put(waiting.request(), waiting);
        return List.of(waiting);
    }

    /** One was answered; the next one, if there is one, is what it waits for now. */
    List<AgentFact> answered(String request, String decision, Instant now) {
        if (open.remove(request) == null) {
            return List.of();
        }
        List<AgentFact> facts = new ArrayList<>();
        facts.add(new AgentFact.WaitOver(now, request, decision));
        open.values().stream().findFirst().ifPresent(facts::add);
        return facts;
    }

    /** A tool was used, and with it the dialog is gone that stood in the pane. */
    List<AgentFact> dialogOver(Instant now) {
        return answered(DIALOG, "answered in its pane", now);
    }

    List<AgentFact> allOver(Instant now) {
        List<AgentFact> over = open.keySet().stream()
                .<AgentFact>map(request -> new AgentFact.WaitOver(now, request, "the turn is over"))
                .toList();
        open.clear();
        return over;
    }

    private static String questions(JsonNode input) {
        return shortened(StreamSupport.stream(input.path("questions").spliterator(), false)
                .map(question -> question.path("question").asText()
                        + StreamSupport.stream(question.path("options").spliterator(), false)
                                .map(option -> option.path("label").asText())
                                .collect(Collectors.joining(" | ", " [", "]")))
                .collect(Collectors.joining("; ")));
    }

    /** Returns what a tool call is about, for people: {@code run_shell_command: git status}. */
    static String brief(JsonNode event) {
        JsonNode input = event.path("tool_input");
        String tool = event.path("tool_name").asText();
        for (String key : List.of("command", "file_path", "path", "url", "pattern", "description")) {
            if (input.hasNonNull(key)) {
                return shortened(tool + ": " + input.path(key).asText());
            }
        }
        return tool;
    }

    private static String shortened(String text) {
        return ShortText.beginning(text, MAX_DETAIL);
    }

    /** A question is answered by denying its tool with the answer as the reason: the model is told it, and goes on. */
    static Optional<Reply> reply(AgentFact.Waiting request, String answer) {
        boolean byHook = request.request().startsWith("/");
        if (request.on() == Wait.QUESTION && byHook) {
            return Optional.of(pipe(request, answer, denied("The user was asked, and answers: " + answer)));
        }
        if (request.on() != Wait.PERMISSION) {
            return Optional.empty();
        }
        return switch (answer) {
            case "allow", "yes" ->
                Optional.of(byHook ? pipe(request, answer, allowed()) : new Reply.Press(List.of(Key.ONE)));
            case "deny", "no" ->
                Optional.of(
                        byHook
                                ? pipe(request, answer, denied("Not permitted by cao's user."))
                                : new Reply.Press(List.of(Key.ESCAPE)));
            default -> Optional.empty();
        };
    }

    private static String allowed() {
        return decision(Map.of("behavior", "allow"));
    }

    private static String denied(String message) {
        return decision(Map.of("behavior", "deny", "message", message));
    }

    private static String decision(Map<String, String> decision) {
        return Json.line(
                Map.of("hookSpecificOutput", Map.of("hookEventName", "PermissionRequest", "decision", decision)));
    }

    private static Reply pipe(AgentFact.Waiting request, String answer, String line) {
        return new Reply.Pipe(Path.of(request.request()), line, QwenLines.answered(request.request(), answer));
    }
}
