package dev.cao.provider.qwen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.agent.AgentFact;
import dev.cao.agent.AgentFact.TurnFailure;
import dev.cao.agent.FactReader;
import dev.cao.domain.FailureReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the event log of one start of Qwen Code says: its hooks' JSON, and what {@link QwenObserver} saw. The facts behind
 * each rule were measured with 0.24.4.
 *
 * <p>A turn is over when Qwen Code is idle, not with its Stop hook: what comes in between is lost. The hook of a failure is
 * not waited for by Qwen Code, so that it may come after that; a turn that was broken off has no hook of its own.
 */
final class QwenFacts implements FactReader {
    private final QwenRequests requests = new QwenRequests();
    private final List<AgentFact> found = new ArrayList<>();
    /** The prompt of the turn under way; empty between turns. */
    private String prompt = "";
    /** The turn whose background work goes on, and whose answer the next turn without a prompt will be. */
    private String unfinished = "";

    private final QwenBackground background = new QwenBackground();
    /** What a hook told of the end of the turn under way. */
    private Optional<End> end = Optional.empty();
    /** It was idle since the last sign of the turn under way. */
    private boolean idle;

    private record End(String prompt, String answer, Optional<TurnFailure> failure, List<String> background) {}

    @Override
    public List<AgentFact> read(String line, Instant now) {
        found.clear();
        QwenLines.object(line).ifPresent(event -> {
            switch (event.path(QwenLines.KIND).asText()) {
                case QwenLines.REQUEST -> {
                    idle = false;
                    found.addAll(requests.asked(event, now));
                }
                case QwenLines.ANSWERED ->
                    found.addAll(requests.answered(
                            event.path("request").asText(),
                            event.path("decision").asText(),
                            now));
                case QwenLines.USAGE -> usage(event, now);
                case QwenLines.SETTLED -> settled(now);
                case QwenLines.BACKGROUND_OVER -> found.addAll(background.over(event, now));
                default -> hook(event, now);
            }
        });
        return List.copyOf(found);
    }

    private void hook(ObjectNode event, Instant now) {
        boolean ofSubagent = event.hasNonNull("agent_id");
        switch (event.path("hook_event_name").asText()) {
            case "SessionStart" -> {
                // It says so, too, when it has shortened the conversation in the middle of a turn.
                if (!event.path("source").asText().equals("compact")) {
                    found.add(new AgentFact.Ready(now));
                }
            }
            case "UserPromptSubmit" -> {
                if (!ofSubagent) {
                    submitted(event, now);
                }
            }
            case "PostToolUse", "PostToolUseFailure" -> {
                idle = false;
                background.used(event);
                found.addAll(requests.dialogOver(now));
                found.add(new AgentFact.Working(now, QwenRequests.brief(event)));
            }
            case "Stop" -> {
                if (!ofSubagent) {
                    stopped(event);
                }
            }
            case "StopFailure" -> {
                if (!ofSubagent) {
                    failed(event, now);
                }
            }
            case "Notification" -> notified(event, now);
            case "SessionEnd" -> {
                if (!event.path("reason").asText().equals("clear")) {
                    found.add(
                            new AgentFact.SessionEnded(now, event.path("reason").asText()));
                }
            }
            default -> {
                // Newer versions have more.
            }
        }
    }

    /** It is called for each question to the model; only one with words begins a turn. */
    private void submitted(JsonNode event, Instant now) {
        String id = event.path("prompt_id").asText();
        idle = false;
        String text = text(event);
        if (id.equals(prompt) || text.isBlank()) {
            return;
        }
        if (!prompt.isEmpty()) {
            over(now);
        }
        prompt = id;
        found.add(new AgentFact.PromptTaken(now, id, text, false));
    }

    /** What was submitted, before names of files in it were replaced by their content; long pastes are left out of that. */
    private static String text(JsonNode event) {
        String submitted = event.path("submitted_prompt").asText();
        return submitted.isBlank() || submitted.contains("[Pasted Content ")
                ? event.path("prompt").asText()
                : submitted;
    }

    private void stopped(JsonNode event) {
        List<String> goesOn = background.goesOn(event, prompt.isEmpty());
        end = Optional.of(new End(first(), event.path("last_assistant_message").asText(), Optional.empty(), goesOn));
        idle = false;
    }

    private void failed(JsonNode event, Instant now) {
        String detail = event.path("error").asText() + ": "
                + event.path("error_details")
                        .asText(event.path("last_assistant_message").asText());
        end = Optional.of(
                new End(first(), "", Optional.of(new TurnFailure(FailureReason.API_ERROR, detail)), List.of()));
        if (idle) {
            over(now);
            found.add(new AgentFact.Ready(now));
        }
    }

    /** A turn that nobody asked for is the report of background work; its answer is that of the turn that began the work. */
    private String first() {
        return prompt.isEmpty() ? unfinished : prompt;
    }

    private void notified(JsonNode event, Instant now) {
        switch (event.path("notification_type").asText()) {
            case "permission_prompt" -> {
                idle = false;
                found.addAll(requests.dialog(event, now));
            }
            case "idle_prompt" -> {
                if (prompt.isEmpty() || end.isPresent()) {
                    over(now);
                    found.add(new AgentFact.Ready(now));
                } else {
                    idle = true;
                }
            }
            default -> {
                // Of a login.
            }
        }
    }

    private void settled(Instant now) {
        if (idle && !prompt.isEmpty()) {
            over(now);
            found.add(new AgentFact.Ready(now));
        }
    }

    /** Tells how the turn under way ended: as its hook said, else it was broken off. */
    private void over(Instant now) {
        found.addAll(requests.allOver(now));
        if (end.isPresent()) {
            End told = end.get();
            if (told.background().isEmpty()) {
                unfinished = "";
            } else if (unfinished.isEmpty()) {
                unfinished = told.prompt();
            }
            if (!told.prompt().isEmpty()) {
                found.add(
                        new AgentFact.TurnEnded(now, told.prompt(), told.answer(), told.failure(), told.background()));
            }
            background.told().forEach(work -> found.add(new AgentFact.BackgroundEnded(now, work)));
        } else if (!prompt.isEmpty()) {
            found.add(new AgentFact.Interrupted(now, prompt));
            unfinished = "";
        }
        prompt = "";
        end = Optional.empty();
        idle = false;
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
}
