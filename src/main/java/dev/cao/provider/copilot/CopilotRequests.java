package dev.cao.provider.copilot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cao.agent.AgentFact;
import dev.cao.agent.AgentProvider.Reply;
import dev.cao.domain.RunEvent.Wait;
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

/** What Copilot waits for: permissions, each with a hook that waits on a pipe, and questions, which stand in the pane. */
final class CopilotRequests {
    private static final int MAX_DETAIL = 300;

    /** By the pipe of a permission, or the call of a question. */
    private final Map<String, AgentFact.Waiting> open = new LinkedHashMap<>();

    List<AgentFact> asked(JsonNode line, Instant now) {
        String pipe = line.path("reply_to").asText();
        JsonNode event = line.path("event");
        AgentFact.Waiting waiting = new AgentFact.Waiting(
                now, Wait.PERMISSION, pipe, brief(event.path("toolName").asText(), event.path("toolInput")), "");
        open.put(pipe, waiting);
        return List.of(waiting);
    }

    List<AgentFact> question(String call, JsonNode arguments, Instant now) {
        List<String> choices = choices(arguments);
        String text =
                arguments.path("message").asText(arguments.path("question").asText());
        AgentFact.Waiting waiting = new AgentFact.Waiting(
                now,
                Wait.QUESTION,
                call,
                shortened(choices.isEmpty() ? text : text + " [" + String.join(" | ", choices) + "]"),
                Json.line(choices));
        open.put(call, waiting);
        return List.of(waiting);
    }

    /** Returns the choices of a question with one field; none of any other, which has to be answered in the pane. */
    private static List<String> choices(JsonNode arguments) {
        JsonNode fields = arguments.path("requestedSchema").path("properties");
        if (fields.size() != 1) {
            return List.of();
        }
        return StreamSupport.stream(fields.iterator().next().path("enum").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /** A tool call is over, and with it the question that it was. */
    List<AgentFact> over(String call, Instant now) {
        return open.containsKey(call) ? closed(call, "answered", now) : List.of();
    }

    /** A permission was decided: the oldest, for hooks are run one after the other. */
    List<AgentFact> decided(Instant now) {
        return open.values().stream()
                .filter(waiting -> waiting.on() == Wait.PERMISSION)
                .findFirst()
                .map(waiting -> closed(waiting.request(), "decided", now))
                .orElse(List.of());
    }

    private List<AgentFact> closed(String request, String decision, Instant now) {
        open.remove(request);
        List<AgentFact> facts = new ArrayList<>();
        facts.add(new AgentFact.WaitOver(now, request, decision));
        open.values().stream().findFirst().ifPresent(facts::add);
        return facts;
    }

    List<AgentFact> allOver(Instant now) {
        List<AgentFact> over = open.keySet().stream()
                .<AgentFact>map(request -> new AgentFact.WaitOver(now, request, "the turn ended"))
                .toList();
        open.clear();
        return over;
    }

    /** Returns what a tool call is about, for people: {@code bash: git status}. */
    static String brief(String tool, JsonNode arguments) {
        for (String key : List.of("command", "path", "pattern", "url", "description")) {
            if (arguments.hasNonNull(key)) {
                return shortened(tool + ": " + arguments.path(key).asText());
            }
        }
        return tool;
    }

    private static String shortened(String detail) {
        return detail.length() <= MAX_DETAIL ? detail : detail.substring(0, MAX_DETAIL) + "…";
    }

    static Optional<Reply> reply(AgentFact.Waiting waiting, String answer) {
        return switch (waiting.on()) {
            case PERMISSION -> decision(answer).map(line -> new Reply.Pipe(Path.of(waiting.request()), line, "{}"));
            case QUESTION -> choice(waiting, answer);
            case DIALOG -> Optional.empty();
        };
    }

    private static Optional<String> decision(String answer) {
        return switch (answer) {
            case "allow", "yes" -> Optional.of(Json.line(Json.object().put("behavior", "allow")));
            case "deny", "no" ->
                Optional.of(Json.line(
                        Json.object().put("behavior", "deny").put("message", "Not permitted by cao's user.")));
            default -> Optional.empty();
        };
    }

    /** The first choice is selected when the question comes up. */
    private static Optional<Reply> choice(AgentFact.Waiting waiting, String answer) {
        List<String> choices = StreamSupport.stream(array(waiting.form()).spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toList());
        int chosen = choices.indexOf(answer);
        if (chosen < 0) {
            return Optional.empty();
        }
        List<Key> keys = new ArrayList<>();
        for (int i = 0; i < chosen; i++) {
            keys.add(Key.DOWN);
        }
        keys.add(Key.ENTER);
        return Optional.of(new Reply.Press(keys));
    }

    private static JsonNode array(String form) {
        return Json.parseObject("{\"choices\":" + (form.isEmpty() ? "[]" : form) + "}")
                .path("choices");
    }
}
