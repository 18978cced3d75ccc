package dev.cao.provider.opencode;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cao.agent.AgentFact;
import dev.cao.agent.AgentFact.TurnFailure;
import dev.cao.agent.FactReader;
import dev.cao.domain.FailureReason;
import dev.cao.io.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the plugin wrote down of one start of OpenCode. The facts behind each rule were measured with 1.18.33.
 *
 * <p>A turn lasts from a prompt until OpenCode is idle; prompts that come meanwhile are answered before it is. It says
 * twice that it is idle after an error or an interruption, so that only the first of them ends the turn.
 */
final class OpenCodeFacts implements FactReader {
    private static final String INTERRUPTION = "MessageAbortedError";

    private final OpenCodeRequests requests = new OpenCodeRequests();
    /** Prompts of the turn under way, oldest first, by their ids; empty between turns. */
    private final List<String> prompts = new ArrayList<>();
    /** Messages of the model in this turn, oldest first, by their ids. */
    private final Map<String, Message> messages = new LinkedHashMap<>();

    private final Map<String, String> models = new HashMap<>();
    private final Set<String> counted = new HashSet<>();
    private final Set<String> taken = new HashSet<>();
    private String session = "";
    private Optional<TurnFailure> failure = Optional.empty();
    private boolean interrupted;

    /** One message of the model: its texts by the ids of their parts, which ascend. */
    private static final class Message {
        private final Map<String, String> texts = new TreeMap<>();
        private String parent = "";
        private String finish = "";
        private boolean summary;

        String text() {
            return String.join("\n", texts.values());
        }

        /** A message that calls tools, or shortens the conversation, is no answer. */
        boolean isAnswer() {
            return !summary && !finish.equals("tool-calls") && !texts.isEmpty();
        }
    }

    @Override
    public List<AgentFact> read(String line, Instant now) {
        JsonNode event;
        try {
            event = Json.parseObject(line);
        } catch (Json.NotJsonException _) {
            return List.of();
        }
        return switch (event.path("event").asText()) {
            // The first prompt makes the conversation, which may take seconds before OpenCode says that it took it.
            case "session" -> List.of(new AgentFact.Working(now, "opens a conversation"));
            case "prompt" -> prompt(event, now);
            case "usage" -> usage(event, now);
            case "permission", "question" -> requests.asked(event, now);
            case "answered" -> requests.answered(event, now);
            default -> event.path("session").asText().equals(session) ? ofTheTurn(event, now) : List.of();
        };
    }

    private List<AgentFact> prompt(JsonNode event, Instant now) {
        String id = event.path("message").asText();
        if (!taken.add(id)) {
            return List.of();
        }
        boolean queued = !prompts.isEmpty();
        session = event.path("session").asText();
        prompts.add(id);
        return List.of(
                new AgentFact.PromptTaken(now, id, event.path("text").asText().strip(), queued));
    }

    private List<AgentFact> ofTheTurn(JsonNode event, Instant now) {
        switch (event.path("event").asText()) {
            case "status" -> {
                return status(event, now);
            }
            case "tool" -> {
                return List.of(new AgentFact.Working(
                        now,
                        event.path("tool").asText() + ": " + event.path("about").asText()));
            }
            case "message" -> {
                Message message = message(event);
                message.parent = event.path("parent").asText();
                message.finish = event.path("finish").asText();
                message.summary = event.path("summary").asBoolean();
                models.put(event.path("message").asText(), event.path("model").asText());
            }
            case "text" ->
                message(event)
                        .texts
                        .put(event.path("part").asText(), event.path("text").asText());
            case "error" -> failed(event);
            case "idle" -> {
                return idle(now);
            }
            default -> {
                // Newer plugins may write more.
            }
        }
        return List.of();
    }

    private Message message(JsonNode event) {
        return messages.computeIfAbsent(event.path("message").asText(), _ -> new Message());
    }

    private List<AgentFact> status(JsonNode event, Instant now) {
        return switch (event.path("status").asText()) {
            case "retry" ->
                List.of(new AgentFact.Working(
                        now, "asks the model again: " + event.path("message").asText()));
            default -> List.of();
        };
    }

    private void failed(JsonNode event) {
        if (event.path("name").asText().equals(INTERRUPTION)) {
            interrupted = true;
            return;
        }
        String code = event.path("code").asText();
        String message = event.path("message").asText(event.path("name").asText());
        failure = Optional.of(
                new TurnFailure(FailureReason.API_ERROR, code.isEmpty() ? message : "%s %s".formatted(code, message)));
    }

    private List<AgentFact> idle(Instant now) {
        List<AgentFact> facts = new ArrayList<>(requests.allOver(now));
        for (String prompt : prompts) {
            facts.add(
                    interrupted
                            ? new AgentFact.Interrupted(now, prompt)
                            : new AgentFact.TurnEnded(now, prompt, answer(prompt), failure, List.of()));
        }
        prompts.clear();
        messages.clear();
        failure = Optional.empty();
        interrupted = false;
        facts.add(new AgentFact.Ready(now));
        return facts;
    }

    /** The last answer to this very prompt; to a prompt that went into a turn under way, the last one of the turn. */
    private String answer(String prompt) {
        String last = "";
        String own = "";
        for (Message message : messages.values()) {
            if (message.isAnswer()) {
                last = message.text();
                own = message.parent.equals(prompt) ? message.text() : own;
            }
        }
        return own.isEmpty() ? last : own;
    }

    /** Subagents cost as well. A step of the model may be told of more than once. */
    private List<AgentFact> usage(JsonNode event, Instant now) {
        if (!counted.add(event.path("part").asText())) {
            return List.of();
        }
        JsonNode tokens = event.path("tokens");
        return List.of(new AgentFact.Usage(
                now,
                models.getOrDefault(event.path("message").asText(), "unknown"),
                tokens.path("input").asLong(),
                tokens.path("output").asLong() + tokens.path("reasoning").asLong(),
                tokens.path("cache").path("read").asLong(),
                tokens.path("cache").path("write").asLong(),
                // It says 0 of a model whose price it does not know, too.
                Optional.of(event.path("cost").asDouble()).filter(cost -> cost > 0)));
    }
}
