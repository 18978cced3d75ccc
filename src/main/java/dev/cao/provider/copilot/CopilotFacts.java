package dev.cao.provider.copilot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cao.agent.AgentFact;
import dev.cao.agent.AgentFact.TurnFailure;
import dev.cao.agent.FactReader;
import dev.cao.domain.FailureReason;
import dev.cao.io.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the event log of one start of Copilot says. The facts behind each rule were measured with 1.0.102. */
final class CopilotFacts implements FactReader {
    private final CopilotRequests requests = new CopilotRequests();
    /** Prompts that were taken since the last end of a turn, by their ids. */
    private final List<String> prompts = new ArrayList<>();

    private String answer = "";

    @Override
    public List<AgentFact> read(String line, Instant now) {
        JsonNode event;
        try {
            event = Json.parseObject(line);
        } catch (Json.NotJsonException _) {
            return List.of();
        }
        if (event.path("cao").asText().equals("request")) {
            return requests.asked(event, now);
        }
        JsonNode data = event.path("data");
        if (data.hasNonNull("parentToolCallId") && !event.path("type").asText().equals("session.usage_record")) {
            // A subagent's: its end is not the end of the turn.
            return List.of();
        }
        return switch (event.path("type").asText()) {
            case "user.message" -> taken(data, now);
            case "assistant.message" -> said(data);
            case "tool.execution_start" -> calls(data, now);
            case "tool.execution_complete" ->
                requests.over(data.path("toolCallId").asText(), now);
            case "permission.completed" -> requests.decided(now);
            case "session.usage_record" -> usage(data.path("usage"), now);
            case "agentStop" -> ended(Optional.empty(), now);
            case "session.error" -> ended(Optional.of(failure(data)), now);
            case "abort" -> interrupted(now);
            default -> List.of();
        };
    }

    private List<AgentFact> taken(JsonNode data, Instant now) {
        boolean queued = !prompts.isEmpty();
        String id = data.path("messageId").asText();
        prompts.add(id);
        answer = "";
        return List.of(
                new AgentFact.PromptTaken(now, id, data.path("content").asText().strip(), queued));
    }

    /** The last message of the turn that calls no tool is its answer. */
    private List<AgentFact> said(JsonNode data) {
        if (data.path("toolRequests").isEmpty()) {
            answer = data.path("content").asText();
        }
        return List.of();
    }

    private List<AgentFact> calls(JsonNode data, Instant now) {
        String tool = data.path("toolName").asText();
        JsonNode arguments = data.path("arguments");
        return tool.equals("ask_user")
                ? requests.question(data.path("toolCallId").asText(), arguments, now)
                : List.of(new AgentFact.Working(now, CopilotRequests.brief(tool, arguments)));
    }

    private static TurnFailure failure(JsonNode data) {
        return new TurnFailure(FailureReason.API_ERROR, data.path("message").asText());
    }

    private List<AgentFact> ended(Optional<TurnFailure> failure, Instant now) {
        List<AgentFact> facts = new ArrayList<>(requests.allOver(now));
        for (String prompt : prompts) {
            facts.add(new AgentFact.TurnEnded(now, prompt, answer, failure, List.of()));
        }
        return free(facts, now);
    }

    private List<AgentFact> interrupted(Instant now) {
        List<AgentFact> facts = new ArrayList<>(requests.allOver(now));
        for (String prompt : prompts) {
            facts.add(new AgentFact.Interrupted(now, prompt));
        }
        return free(facts, now);
    }

    private List<AgentFact> free(List<AgentFact> facts, Instant now) {
        prompts.clear();
        answer = "";
        facts.add(new AgentFact.Ready(now));
        return facts;
    }

    /** Copilot counts what came from a cache as input, too. */
    private static List<AgentFact> usage(JsonNode usage, Instant now) {
        long cacheRead = usage.path("cacheReadTokens").asLong();
        long cacheWrite = usage.path("cacheWriteTokens").asLong();
        return List.of(new AgentFact.Usage(
                now,
                usage.path("model").asText(),
                Math.max(0, usage.path("inputTokens").asLong() - cacheRead - cacheWrite),
                usage.path("outputTokens").asLong(),
                cacheRead,
                cacheWrite));
    }
}
