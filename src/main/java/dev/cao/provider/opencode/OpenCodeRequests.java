package dev.cao.provider.opencode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.agent.AgentFact;
import dev.cao.agent.AgentProvider.Reply;
import dev.cao.domain.RunEvent.Wait;
import dev.cao.io.Json;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What OpenCode waits for: permissions and questions, several at a time where it calls tools in parallel. */
final class OpenCodeRequests {
    private static final int MAX_DETAIL = 300;
    /** With words of ours, OpenCode tells the model and goes on; without, it ends the turn. */
    private static final String DENIED = "Not permitted by cao's user.";

    private final Map<String, AgentFact.Waiting> open = new LinkedHashMap<>();

    List<AgentFact> asked(JsonNode line, Instant now) {
        boolean question = line.path("event").asText().equals("question");
        ObjectNode form = Json.object();
        form.put("request", line.path("request").asText());
        form.set("questions", line.path("questions"));
        AgentFact.Waiting waiting = new AgentFact.Waiting(
                now,
                question ? Wait.QUESTION : Wait.PERMISSION,
                line.path("reply_to").asText(),
                shortened(question ? questions(line) : permission(line)),
                Json.line(form));
        open.put(line.path("request").asText(), waiting);
        return List.of(waiting);
    }

    /** One was answered, by cao or in the pane; the next one, if there is one, is what it waits for now. */
    List<AgentFact> answered(JsonNode line, Instant now) {
        AgentFact.Waiting over = open.remove(line.path("request").asText());
        if (over == null) {
            return List.of();
        }
        List<AgentFact> facts = new ArrayList<>();
        facts.add(new AgentFact.WaitOver(
                now, over.request(), line.path("decision").asText()));
        open.values().stream().findFirst().ifPresent(facts::add);
        return facts;
    }

    /** The turn is over, and with it whatever it asked. */
    List<AgentFact> allOver(Instant now) {
        List<AgentFact> over = open.values().stream()
                .<AgentFact>map(request -> new AgentFact.WaitOver(now, request.request(), "the turn ended"))
                .toList();
        open.clear();
        return over;
    }

    private static String permission(JsonNode line) {
        return line.path("permission").asText() + ": "
                + StreamSupport.stream(line.path("patterns").spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(", "));
    }

    private static String questions(JsonNode line) {
        return StreamSupport.stream(line.path("questions").spliterator(), false)
                .map(question -> question.path("question").asText()
                        + StreamSupport.stream(question.path("options").spliterator(), false)
                                .map(option -> option.path("label").asText())
                                .collect(Collectors.joining(" | ", " [", "]")))
                .collect(Collectors.joining("; "));
    }

    private static String shortened(String detail) {
        return detail.length() <= MAX_DETAIL ? detail : detail.substring(0, MAX_DETAIL) + "…";
    }

    /** Returns what tells the plugin the answer; empty if the answer does not fit. */
    static Optional<Reply> reply(AgentFact.Waiting waiting, String answer) {
        if (waiting.form().isEmpty()) {
            return Optional.empty();
        }
        ObjectNode form = Json.parseObject(waiting.form());
        String request = form.path("request").asText();
        return switch (waiting.on()) {
            case PERMISSION ->
                switch (answer) {
                    case "allow", "yes" ->
                        Optional.of(put(
                                waiting, "/permission/" + request, Json.object().put("reply", "once")));
                    case "deny", "no" ->
                        Optional.of(put(
                                waiting,
                                "/permission/" + request,
                                Json.object().put("reply", "reject").put("message", DENIED)));
                    default -> Optional.empty();
                };
            case QUESTION -> {
                ObjectNode body = Json.object();
                var answers = body.putArray("answers");
                form.path("questions").forEach(_ -> answers.addArray().add(answer));
                yield Optional.of(put(waiting, "/question/" + request, body));
            }
            case DIALOG -> Optional.empty();
        };
    }

    /** Returns what tells the plugin to break the turn off. */
    static Reply.Drop interruption(Path home) {
        return new Reply.Drop(
                home.resolve("answer-interrupt"), Json.line(Json.object().put("path", "abort")));
    }

    private static Reply put(AgentFact.Waiting waiting, String path, ObjectNode body) {
        ObjectNode content = Json.object().put("path", path + "/reply");
        content.set("body", body);
        return new Reply.Drop(Path.of(waiting.request()), Json.line(content));
    }
}
