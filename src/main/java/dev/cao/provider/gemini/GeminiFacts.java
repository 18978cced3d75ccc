package dev.cao.provider.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.agent.AgentFact;
import dev.cao.agent.AgentFact.TurnFailure;
import dev.cao.agent.FactReader;
import dev.cao.domain.FailureReason;
import dev.cao.domain.RunEvent.Wait;
import dev.cao.io.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What the event log of one start of Gemini CLI says: its hooks' JSON, and what {@link GeminiTranscript} saw. */
final class GeminiFacts implements FactReader {
    private static final int MAX_DETAIL = 300;
    private static final String DIALOG = "dialog";

    private final List<AgentFact> found = new ArrayList<>();
    private final Map<String, AgentFact.Waiting> open = new LinkedHashMap<>();
    private boolean over;

    @Override
    public List<AgentFact> read(String line, Instant now) {
        found.clear();
        GeminiLines.object(line).ifPresent(event -> {
            switch (event.path(GeminiLines.KIND).asText()) {
                case GeminiLines.REQUEST -> request(event.path("reply_to").asText(), event.path("event"), now);
                case GeminiLines.ANSWERED ->
                    answered(
                            event.path("request").asText(),
                            event.path("decision").asText(),
                            now);
                case GeminiLines.TURN -> ended(event, now);
                case GeminiLines.USAGE -> usage(event, now);
                default -> hook(event, now);
            }
        });
        return List.copyOf(found);
    }

    private void hook(ObjectNode event, Instant now) {
        switch (event.path("hook_event_name").asText()) {
            case "SessionStart" -> {
                over = false;
                found.add(new AgentFact.Ready(now));
            }
            case "BeforeAgent" ->
                found.add(new AgentFact.PromptTaken(
                        now,
                        event.path("timestamp").asText(),
                        event.path("prompt").asText(),
                        false));
            case "AfterTool" -> {
                dialogIsOver(now);
                found.add(new AgentFact.Working(now, brief(event)));
            }
            case "Notification" -> dialog(event, now);
            case "SessionEnd" -> {
                // It says so three times (0.61.0), and also before another conversation begins.
                if (!over && event.path("reason").asText().equals("exit")) {
                    over = true;
                    found.add(new AgentFact.SessionEnded(now, "exit"));
                }
            }
            default -> {
                // AfterAgent ends a turn, and tells neither how nor with which answer: the transcript does.
            }
        }
    }

    private void request(String pipe, JsonNode event, Instant now) {
        boolean question = event.path("tool_name").asText().equals("ask_user");
        AgentFact.Waiting request = new AgentFact.Waiting(
                now,
                question ? Wait.QUESTION : Wait.PERMISSION,
                pipe,
                question ? questions(event.path("tool_input")) : brief(event),
                Json.line(event.path("tool_input")));
        open.put(pipe, request);
        found.add(request);
    }

    /** A dialog of its own, which it has where the hook does not come first. */
    private void dialog(ObjectNode event, Instant now) {
        if (event.path("notification_type").asText().equals("ToolPermission")) {
            JsonNode details = event.path("details");
            String detail = details.path("command")
                    .asText(details.path("toolName")
                            .asText(event.path("message").asText()));
            AgentFact.Waiting waiting = new AgentFact.Waiting(now, Wait.PERMISSION, DIALOG, shortened(detail));
            open.put(DIALOG, waiting);
            found.add(waiting);
        }
    }

    private void dialogIsOver(Instant now) {
        if (open.remove(DIALOG) != null) {
            found.add(new AgentFact.WaitOver(now, DIALOG, "answered in its pane"));
        }
    }

    private void answered(String request, String decision, Instant now) {
        if (open.remove(request) != null) {
            found.add(new AgentFact.WaitOver(now, request, decision));
            open.values().stream().findFirst().ifPresent(found::add);
        }
    }

    private void ended(ObjectNode line, Instant now) {
        open.keySet().forEach(request -> found.add(new AgentFact.WaitOver(now, request, "the turn is over")));
        open.clear();
        String prompt = line.path("prompt").asText();
        String text = line.path("text").asText();
        found.add(
                switch (line.path("how").asText()) {
                    case "cancelled" -> new AgentFact.Interrupted(now, prompt);
                    case "error" -> {
                        TurnFailure failure = new TurnFailure(FailureReason.API_ERROR, text);
                        yield new AgentFact.TurnEnded(now, prompt, "", Optional.of(failure), List.of());
                    }
                    case "none" -> {
                        TurnFailure failure = new TurnFailure(FailureReason.NO_RESULT, text);
                        yield new AgentFact.TurnEnded(now, prompt, "", Optional.of(failure), List.of());
                    }
                    default -> new AgentFact.TurnEnded(now, prompt, text, Optional.empty(), List.of());
                });
        found.add(new AgentFact.Ready(now));
    }

    private void usage(ObjectNode line, Instant now) {
        found.add(new AgentFact.Usage(
                now,
                line.path("model").asText(),
                line.path("input").asLong(),
                line.path("output").asLong(),
                line.path("cache_read").asLong(),
                0));
    }

    private static String questions(JsonNode input) {
        return StreamSupport.stream(input.path("questions").spliterator(), false)
                .map(question -> question.path("question").asText()
                        + StreamSupport.stream(question.path("options").spliterator(), false)
                                .map(option -> option.path("label").asText())
                                .collect(Collectors.joining(" | ", " [", "]")))
                .collect(Collectors.joining("; "));
    }

    /** Returns what a tool call is about, for people: {@code run_shell_command: git status}. */
    private static String brief(JsonNode event) {
        JsonNode input = event.path("tool_input");
        String about = input.path("command")
                .asText(input.path("file_path").asText(input.path("url").asText()));
        String tool = event.path("tool_name").asText();
        return shortened(about.isEmpty() ? tool : tool + ": " + about);
    }

    private static String shortened(String text) {
        return text.length() <= MAX_DETAIL ? text : text.substring(0, MAX_DETAIL) + "…";
    }
}
