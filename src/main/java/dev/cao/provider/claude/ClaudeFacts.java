package dev.cao.provider.claude;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import dev.cao.agent.AgentFact;
import dev.cao.agent.AgentFact.TurnFailure;
import dev.cao.agent.FactReader;
import dev.cao.domain.FailureReason;
import dev.cao.domain.RunEvent.Wait;
import dev.cao.io.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the event log of one start of Claude Code says: its hooks' JSON as it is, and what {@link ClaudeObserver} saw.
 * The facts behind each rule were measured with 2.1.330.
 */
final class ClaudeFacts implements FactReader {
    private final ClaudeRequests requests = new ClaudeRequests();
    private final List<AgentFact> found = new ArrayList<>();
    private final List<String> queued = new ArrayList<>();
    /** The turn under way, by its prompt id; empty between turns. */
    private String turn = "";

    private String turnText = "";
    private Instant turnAt = Instant.EPOCH;
    /** Whether the state file has shown the turn; before that, "idle" is from before the turn. */
    private boolean turnShown;
    /** The turn whose background work goes on, and whose answer the turn after it will be. */
    private String unfinished = "";

    private String continuation = "";
    private Optional<AgentFact.TurnEnded> lastEnd = Optional.empty();
    private boolean stateSeen;

    @Override
    public List<AgentFact> read(String line, Instant now) {
        found.clear();
        // Two hooks that end at the same time may share a line.
        try (MappingIterator<JsonNode> events =
                Json.MAPPER.readerFor(JsonNode.class).readValues(line)) {
            while (events.hasNextValue()) {
                take(events.nextValue(), now);
            }
        } catch (JsonProcessingException _) {
            return List.copyOf(found);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return List.copyOf(found);
    }

    private void take(JsonNode line, Instant now) {
        switch (line.path(ClaudeLines.KIND).asText()) {
            case ClaudeLines.STATE -> state(line, now);
            case ClaudeLines.ABSORBED -> absorbed(line.path("text").asText(), now);
            case ClaudeLines.USAGE -> found.add(ClaudeLines.usage(line, now));
            case ClaudeLines.ANSWERED ->
                found.addAll(requests.answered(
                        line.path("request").asText(), line.path("decision").asText(), now));
            case ClaudeLines.REQUEST -> request(line, now);
            default -> hook(line, now);
        }
    }

    private void hook(JsonNode event, Instant now) {
        boolean ofSubagent = !event.path("agent_id").asText().isEmpty();
        String prompt = event.path("prompt_id").asText();
        switch (event.path("hook_event_name").asText()) {
            case "UserPromptSubmit" -> submitted(prompt, event.path("prompt").asText(), now);
            case "PreToolUse" -> {
                begun(prompt, now);
                found.add(new AgentFact.Working(now, ClaudeRequests.brief(event)));
            }
            case "Stop" -> {
                if (!ofSubagent) {
                    begun(prompt, now);
                    stopped(event, prompt, now);
                }
            }
            case "StopFailure" -> {
                if (!ofSubagent) {
                    begun(prompt, now);
                    failed(event, prompt, now);
                }
            }
            case "SessionEnd" -> {
                if (!event.path("reason").asText().equals("clear")) {
                    found.add(
                            new AgentFact.SessionEnded(now, event.path("reason").asText()));
                }
            }
            default -> {
                // Newer versions have more events; SessionStart and others only wake us.
            }
        }
    }

    private void submitted(String prompt, String text, Instant now) {
        if (text.startsWith("<task-notification>")) {
            // Claude Code wakes itself when background work ended; its answer then is the answer to the first prompt.
            continuation = prompt;
            turn = prompt;
            found.add(new AgentFact.Working(now, "background work reported back"));
        } else if (prompt.equals(turn)) {
            // Typed while a turn was under way: the id is the running turn's, its own is not known yet.
            queued.add(text);
            found.add(new AgentFact.Working(now, "another prompt waits inside"));
        } else {
            began(prompt, text, now);
        }
    }

    private void began(String prompt, String text, Instant now) {
        turn = prompt;
        turnText = text;
        turnAt = now;
        turnShown = false;
        lastEnd = Optional.empty();
        found.add(new AgentFact.PromptTaken(now, prompt, text, false));
    }

    /** A turn that no hook announced is one of queued prompts, merged. */
    private void begun(String prompt, Instant now) {
        boolean announced = prompt.equals(turn) || prompt.equals(continuation) || prompt.isEmpty();
        if (!announced && !queued.isEmpty()) {
            String text = String.join("\n", queued);
            queued.clear();
            began(prompt, text, now);
        }
    }

    /** A queued prompt went into the running turn: that turn's answer is the answer to both. */
    private void absorbed(String text, Instant now) {
        if (!queued.remove(text)) {
            return;
        }
        String prompt = lastEnd.map(AgentFact.TurnEnded::prompt).orElse(turn);
        turnText = turnText + "\n" + text;
        found.add(new AgentFact.PromptTaken(now, prompt, turnText, false));
        lastEnd.ifPresent(found::add);
    }

    private void stopped(JsonNode event, String prompt, Instant now) {
        String first = prompt.equals(continuation) && !unfinished.isEmpty() ? unfinished : prompt;
        List<String> background = new ArrayList<>();
        for (JsonNode task : event.path("background_tasks")) {
            background.add(task.path("id").asText());
        }
        unfinished = background.isEmpty() ? "" : first;
        ended(
                new AgentFact.TurnEnded(
                        now, first, event.path("last_assistant_message").asText(), Optional.empty(), background),
                now);
    }

    private void failed(JsonNode event, String prompt, Instant now) {
        String first = prompt.equals(continuation) && !unfinished.isEmpty() ? unfinished : prompt;
        unfinished = "";
        String detail = event.path("error").asText() + ": "
                + event.path("last_assistant_message").asText();
        ended(
                new AgentFact.TurnEnded(
                        now, first, "", Optional.of(new TurnFailure(FailureReason.API_ERROR, detail)), List.of()),
                now);
    }

    private void ended(AgentFact.TurnEnded end, Instant now) {
        turn = "";
        found.addAll(requests.allOver(now));
        found.add(end);
        lastEnd = Optional.of(end);
        if (!stateSeen) {
            // A version without the state file: the end of the turn is all that tells.
            found.add(new AgentFact.Ready(now));
        }
    }

    private void request(JsonNode line, Instant now) {
        JsonNode event = line.path("event");
        begun(event.path("prompt_id").asText(), now);
        found.add(requests.opened(line.path("reply_to").asText(), event, now));
    }

    private void state(JsonNode line, Instant now) {
        stateSeen = true;
        String status = line.path("status").asText();
        boolean settled = line.path("settled").asBoolean();
        if (status.equals("waiting")) {
            turnShown = true;
            found.addAll(requests.waiting(line.path("waitingFor").asText(), settled, now));
            return;
        }
        found.addAll(requests.notWaiting(now));
        if (status.equals("busy")) {
            turnShown = true;
            found.add(new AgentFact.Working(now, ""));
        } else if (turn.isEmpty()) {
            found.add(new AgentFact.Ready(now));
        } else if (settled && (turnShown || line.path("since").asLong() > turnAt.toEpochMilli())) {
            // Esc fires no hook at all: a turn that is not there any more, and did not end, was broken off.
            found.add(new AgentFact.Interrupted(now, turn));
            turn = "";
            unfinished = "";
            queued.clear();
            found.add(new AgentFact.Ready(now));
        }
    }

    /** What a screen or a state means where no hook told more. */
    static AgentFact.Waiting unexplained(String waitingFor, Instant now) {
        Wait on = switch (waitingFor) {
            case "permission prompt" -> Wait.PERMISSION;
            case "input needed" -> Wait.QUESTION;
            default -> Wait.DIALOG;
        };
        return new AgentFact.Waiting(now, on, ClaudeRequests.UNEXPLAINED, waitingFor);
    }
}
