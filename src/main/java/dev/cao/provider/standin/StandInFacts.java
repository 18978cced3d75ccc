package dev.cao.provider.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.agent.AgentFact;
import dev.cao.agent.AgentFact.TurnFailure;
import dev.cao.domain.FailureReason;
import dev.cao.domain.RunEvent.Wait;
import dev.cao.io.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What the lines of the stand-in agent's event log mean; their form is described in docs/stand-in.md. */
final class StandInFacts {
    private StandInFacts() {}

    static List<AgentFact> read(String line) {
        ObjectNode event;
        Instant at;
        try {
            event = Json.parseObject(line);
            at = Instant.parse(event.path("at").asText());
        } catch (Json.NotJsonException | DateTimeException _) {
            return List.of();
        }
        List<AgentFact> facts = new ArrayList<>();
        if (event.get("usage") instanceof ObjectNode usage) {
            facts.add(usage(usage, at));
        }
        fact(event, at).ifPresent(facts::add);
        return facts;
    }

    private static AgentFact usage(ObjectNode usage, Instant at) {
        return new AgentFact.Usage(
                at,
                usage.path("model").asText("stand-in"),
                usage.path("input_tokens").asLong(),
                usage.path("output_tokens").asLong(),
                usage.path("cache_read_tokens").asLong(),
                usage.path("cache_write_tokens").asLong());
    }

    private static Optional<AgentFact> fact(ObjectNode event, Instant at) {
        String prompt = event.path("prompt").asText();
        return switch (event.path("event").asText()) {
            case "ready" -> Optional.of(new AgentFact.Ready(at));
            case "prompt_submitted" ->
                Optional.of(new AgentFact.PromptTaken(
                        at,
                        prompt,
                        event.path("text").asText(),
                        event.path("queued").asBoolean()));
            case "turn_started" -> Optional.of(new AgentFact.Working(at, "turn " + prompt));
            case "working" ->
                Optional.of(new AgentFact.Working(at, event.path("what").asText()));
            case "permission_request" ->
                Optional.of(new AgentFact.Waiting(
                        at,
                        Wait.PERMISSION,
                        event.path("request").asText(),
                        event.path("tool").asText() + " " + plain(event.path("input"))));
            case "question" ->
                Optional.of(new AgentFact.Waiting(
                        at,
                        Wait.QUESTION,
                        event.path("request").asText(),
                        event.path("text").asText() + choices(event.path("choices"))));
            case "permission_answered" ->
                Optional.of(new AgentFact.WaitOver(
                        at,
                        event.path("request").asText(),
                        event.path("decision").asText()));
            case "question_answered" ->
                Optional.of(new AgentFact.WaitOver(
                        at, event.path("request").asText(), event.path("answer").asText()));
            case "background_ended" ->
                Optional.of(new AgentFact.BackgroundEnded(at, event.path("id").asText()));
            case "turn_ended" -> Optional.of(ended(event, at, prompt));
            case "turn_failed" ->
                Optional.of(new AgentFact.TurnEnded(
                        at,
                        prompt,
                        "",
                        Optional.of(new TurnFailure(
                                FailureReason.API_ERROR,
                                event.path("error").asText() + ": "
                                        + event.path("detail").asText())),
                        List.of()));
            case "interrupted" -> Optional.of(new AgentFact.Interrupted(at, prompt));
            case "session_end" ->
                Optional.of(new AgentFact.SessionEnded(at, event.path("reason").asText()));
            default -> Optional.empty();
        };
    }

    private static String plain(JsonNode node) {
        return node.isTextual() ? node.asText() : node.toString();
    }

    private static AgentFact ended(ObjectNode event, Instant at, String prompt) {
        List<String> background = new ArrayList<>();
        for (JsonNode id : event.path("background")) {
            background.add(id.asText());
        }
        Optional<TurnFailure> failure = event.path("status").asText().equals("failed")
                ? Optional.of(new TurnFailure(
                        FailureReason.REJECTED_RESULT, event.path("detail").asText()))
                : Optional.empty();
        return new AgentFact.TurnEnded(at, prompt, event.path("answer").asText(), failure, background);
    }

    private static String choices(JsonNode choices) {
        return choices.isEmpty()
                ? ""
                : StreamSupport.stream(choices.spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(" | ", " [", "]"));
    }
}
