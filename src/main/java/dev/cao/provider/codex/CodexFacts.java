package dev.cao.provider.codex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.agent.AgentFact;
import dev.cao.agent.AgentFact.TurnFailure;
import dev.cao.agent.FactReader;
import dev.cao.domain.FailureReason;
import dev.cao.domain.RunEvent.Wait;
import dev.cao.domain.ShortText;
import dev.cao.io.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the event log of one start of Codex says: its hooks' JSON as it is, and what {@link CodexRollout} copied of the
 * transcript. The facts behind each rule were measured with 0.169.0.
 */
final class CodexFacts implements FactReader {
    private static final int MAX_DETAIL = 300;
    /** Of cao's own lines: a request that was answered. */
    static final String ANSWERED = "answered";
    /** Written by the script of the PermissionRequest hook. */
    private static final String REQUEST = "request";

    private final List<AgentFact> found = new ArrayList<>();
    private final Map<String, AgentFact.Waiting> open = new LinkedHashMap<>();
    /** The turn under way, and all that was said by people in it. */
    private String turn = "";

    private String said = "";
    private String model = "";

    @Override
    public List<AgentFact> read(String line, Instant now) {
        found.clear();
        CodexPlaces.object(line).ifPresent(event -> take(event, now));
        return List.copyOf(found);
    }

    private void take(ObjectNode line, Instant now) {
        switch (line.path("cao").asText()) {
            case CodexRollout.KIND -> transcript(line.path("entry"), now);
            case REQUEST -> request(line, now);
            case ANSWERED ->
                over(line.path("request").asText(), line.path("decision").asText(), now);
            default -> {
                // SessionStart only names the transcript, and newer versions may say more.
            }
        }
    }

    static String answered(String request, String decision) {
        return Json.line(
                Json.object().put("cao", ANSWERED).put("request", request).put("decision", decision));
    }

    private void transcript(JsonNode entry, Instant now) {
        String id = entry.path("turn_id").asText();
        switch (entry.path("type").asText()) {
            case "task_started" -> {
                turn = id;
                said = "";
                found.add(new AgentFact.Working(now, ""));
            }
            case "item_completed" -> said(id, text(entry.path("item").path("content")), now);
            case "call" ->
                found.add(new AgentFact.Working(
                        now,
                        brief(
                                entry.path("name").asText(),
                                entry.path("arguments").asText())));
            case "context" -> model = entry.path("model").asText();
            case "usage" -> found.add(usage(entry.path("usage"), now));
            case "task_complete" -> {
                allOver("its turn ended", now);
                found.add(ended(entry, id, now));
                ready(id, now);
            }
            case "turn_aborted" -> {
                allOver("its turn was broken off", now);
                found.add(new AgentFact.Interrupted(now, id));
                ready(id, now);
            }
            default -> {
                // Copied by a newer cao.
            }
        }
    }

    /** What is typed into a turn under way becomes part of it: its answer is the answer to all that was said. */
    private void said(String id, String text, Instant now) {
        said = said.isEmpty() ? text : said + "\n" + text;
        found.add(new AgentFact.PromptTaken(now, id, said, false));
    }

    private static String text(JsonNode content) {
        StringBuilder text = new StringBuilder();
        content.forEach(part -> text.append(part.path("text").asText()));
        return text.toString();
    }

    private static AgentFact.TurnEnded ended(JsonNode entry, String id, Instant now) {
        JsonNode error = entry.path("error");
        String answer = entry.path("last_agent_message").asText("");
        Optional<TurnFailure> failure = error.isObject()
                ? Optional.of(new TurnFailure(
                        FailureReason.API_ERROR, error.path("message").asText()))
                : Optional.empty();
        return new AgentFact.TurnEnded(now, id, failure.isPresent() ? "" : answer, failure, List.of());
    }

    private void ready(String id, Instant now) {
        if (turn.isEmpty() || turn.equals(id)) {
            turn = "";
            found.add(new AgentFact.Ready(now));
        }
    }

    private AgentFact.Usage usage(JsonNode usage, Instant now) {
        long cached = usage.path("cached_input_tokens").asLong();
        return new AgentFact.Usage(
                now,
                model,
                Math.max(0, usage.path("input_tokens").asLong() - cached),
                usage.path("output_tokens").asLong(),
                cached,
                usage.path("cache_write_input_tokens").asLong());
    }

    private void request(JsonNode line, Instant now) {
        JsonNode event = line.path("event");
        String pipe = line.path("reply_to").asText();
        AgentFact.Waiting waiting = new AgentFact.Waiting(
                now,
                Wait.PERMISSION,
                pipe,
                brief(event.path("tool_name").asText(), event.path("tool_input").toString()));
        open.put(pipe, waiting);
        found.add(waiting);
    }

    /** One was answered; the next one, if there is one, is what it waits for now. */
    private void over(String request, String decision, Instant now) {
        if (open.remove(request) != null) {
            found.add(new AgentFact.WaitOver(now, request, decision));
            open.values().stream().findFirst().ifPresent(found::add);
        }
    }

    private void allOver(String why, Instant now) {
        open.keySet().forEach(request -> found.add(new AgentFact.WaitOver(now, request, why)));
        open.clear();
    }

    /** Returns what a tool call is about, for people: {@code exec_command: git status}. */
    private static String brief(String tool, String arguments) {
        Optional<ObjectNode> input = CodexPlaces.object(arguments);
        String about = input.map(object ->
                        object.path("cmd").asText(object.path("command").asText(arguments)))
                .orElse(arguments);
        String brief = about.isBlank() || about.equals("{}") ? tool : tool + ": " + about;
        return ShortText.of(brief, MAX_DETAIL);
    }
}
