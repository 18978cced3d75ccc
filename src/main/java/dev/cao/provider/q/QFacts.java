package dev.cao.provider.q;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cao.agent.AgentFact;
import dev.cao.agent.AgentFact.TurnFailure;
import dev.cao.agent.FactReader;
import dev.cao.domain.FailureReason;
import dev.cao.domain.RunEvent.Wait;
import dev.cao.io.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the event log says: the hooks' JSON as it is, and what {@link QObserver} saw. */
final class QFacts implements FactReader {
    private static final int MAX_DETAIL = 300;

    private final QTurns turns = new QTurns();
    private final List<AgentFact> found = new ArrayList<>();
    private int requests;
    private String request = "";
    private String asked = "";
    private String tool = "";

    @Override
    public List<AgentFact> read(String line, Instant now) {
        found.clear();
        JsonNode entry;
        try {
            entry = Json.parseObject(line);
        } catch (Json.NotJsonException _) {
            return List.of();
        }
        switch (entry.path(QLines.KIND).asText()) {
            case QLines.SCREEN -> screen(entry, now);
            case QLines.ANSWER -> answer(entry, now);
            default -> hook(entry, now);
        }
        turns.take(entry);
        return List.copyOf(found);
    }

    private void hook(JsonNode event, Instant now) {
        if (QLines.is(event, "userPromptSubmit")) {
            submitted(event.path("prompt").asText(), now);
        } else if (QLines.is(event, "preToolUse")) {
            answered(now);
            tool = brief(event);
            found.add(new AgentFact.Working(now, tool));
        } else if (QLines.is(event, "postToolUse")) {
            answered(now);
            found.add(new AgentFact.Working(now, ""));
        } else if (QLines.is(event, "stop") && turns.open() && !turns.ending()) {
            answered(now);
            QLines.text(event)
                    .ifPresentOrElse(
                            text -> ended(text, Optional.empty(), now),
                            () -> found.add(new AgentFact.Working(now, "its answer is sought")));
        }
    }

    /** What is typed at the question for a permission belongs to the turn that asks. */
    private void submitted(String text, Instant now) {
        if (turns.asks()) {
            answered(now);
            return;
        }
        if (turns.open() && !turns.ending()) {
            // It takes prompts only between turns, so that one was broken off.
            found.add(new AgentFact.Interrupted(now, turns.id()));
        }
        found.add(new AgentFact.PromptTaken(now, "turn-" + (turns.number() + 1), text, false));
    }

    private void answered(Instant now) {
        if (!request.isEmpty()) {
            found.add(new AgentFact.WaitOver(now, request, "answered"));
            request = "";
            asked = "";
        }
    }

    private void screen(JsonNode seen, Instant now) {
        String detail = seen.path("detail").asText();
        switch (seen.path("sight").asText()) {
            case QLines.IDLE -> idle(detail, seen.path("done").asBoolean(), now);
            case QLines.BUSY -> {
                answered(now);
                found.add(new AgentFact.Working(now, detail));
            }
            case QLines.PERMISSION -> {
                if (turns.open() && !turns.ending() && !(asked.equals(detail) && turns.asks())) {
                    asks(Wait.PERMISSION, detail, now);
                }
            }
            case QLines.DIALOG -> asks(Wait.DIALOG, detail, now);
            default -> {
                // Newer versions of cao may see more.
            }
        }
    }

    private void asks(Wait on, String detail, Instant now) {
        answered(now);
        request = "request-" + ++requests;
        asked = detail;
        String about = on == Wait.PERMISSION && !tool.isEmpty() && !detail.contains(tool) ? tool + "; " : "";
        found.add(new AgentFact.Waiting(now, on, request, about + detail));
    }

    /** Its prompt stands there. A turn that is under way by the hooks was ended by something that no hook tells. */
    private void idle(String error, boolean done, Instant now) {
        answered(now);
        if (turns.ending()) {
            return;
        }
        if (turns.open()) {
            if (!error.isEmpty()) {
                ended("", Optional.of(new TurnFailure(FailureReason.API_ERROR, error)), now);
            } else if (done) {
                ended("", Optional.of(untold("it ended its turn, and no hook told its answer")), now);
            } else {
                found.add(new AgentFact.Interrupted(now, turns.id()));
            }
        }
        found.add(new AgentFact.Ready(now));
    }

    private void answer(JsonNode entry, Instant now) {
        if (!entry.has("missing")) {
            ended(entry.path("turn").asInt(), entry.path("text").asText(), Optional.empty(), now);
            return;
        }
        String error = entry.path("error").asText();
        TurnFailure failure = error.isEmpty()
                ? untold(entry.path("missing").asText())
                : new TurnFailure(FailureReason.API_ERROR, error);
        ended(entry.path("turn").asInt(), "", Optional.of(failure), now);
    }

    private static TurnFailure untold(String why) {
        return new TurnFailure(FailureReason.NO_RESULT, why + "; 'result: required' has the worker report it");
    }

    private void ended(String text, Optional<TurnFailure> failure, Instant now) {
        ended(turns.number(), text, failure, now);
    }

    private void ended(int turn, String text, Optional<TurnFailure> failure, Instant now) {
        tool = "";
        found.add(new AgentFact.TurnEnded(now, "turn-" + turn, text, failure, List.of()));
    }

    /** Returns what a tool call is about, for people: {@code execute_bash: git status}. */
    private static String brief(JsonNode event) {
        JsonNode input = event.path("tool_input");
        String about = Optional.of(input.path("command").asText())
                .filter(command -> !command.isEmpty())
                .or(() -> Optional.of(input.path("path").asText()).filter(path -> !path.isEmpty()))
                .map(text -> ": " + text)
                .orElse("");
        String brief = event.path("tool_name").asText() + about;
        return brief.length() <= MAX_DETAIL ? brief : brief.substring(0, MAX_DETAIL) + "…";
    }
}
