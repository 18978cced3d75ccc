package dev.cao.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.io.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a client asks of a run's orchestrator. One line of JSON each, {@code {"v":1,"id":7,"type":"status",…}}. */
public sealed interface ControlRequest {
    /** The version of the protocol; another one is refused with the command to run. */
    int VERSION = 1;

    /** The state of the run, as {@code cao status --json} shows it. */
    record Status() implements ControlRequest {}

    /**
     * What each worker does now; answered as soon as that is another than the version that the client has seen.
     *
     * @param seen -1 for an answer at once
     */
    record Follow(long seen) implements ControlRequest {}

    /** How a worker's status is known, and what its queue waits for. */
    record Why(String worker) implements ControlRequest {}

    /** Leaves a message for a worker or the supervisor. */
    record Send(String receiver, String text) implements ControlRequest {}

    /** Answers what a worker is blocked on. */
    record Answer(String worker, String answer) implements ControlRequest {}

    record Interrupt(String worker, String reason) implements ControlRequest {}

    /** Lets more be used up: {@code cost=10USD}, {@code security.tokens=2M}. */
    record Raise(List<String> limits) implements ControlRequest {
        public Raise {
            limits = List.copyOf(limits);
        }
    }

    /** Ends the run; answered when nothing of it is left. */
    record Stop(String why) implements ControlRequest {}

    /** Answered when the run has ended. */
    record Wait() implements ControlRequest {}

    /** An event of an agent, which is in its event log already. */
    record Hook(ObjectNode event) implements ControlRequest {}

    /** A tool call of a worker or of the supervisor, by the name and arguments that models use. */
    record Call(String key, String tool, ObjectNode arguments) implements ControlRequest {}

    /** Returns the request as it goes over the socket. */
    default ObjectNode toJson() {
        ObjectNode json = Json.object().put("v", VERSION);
        return switch (this) {
            case Status _ -> json.put("type", "status");
            case Follow(long seen) -> json.put("type", "follow").put("seen", seen);
            case Why(String worker) -> json.put("type", "why").put("worker", worker);
            case Send(String receiver, String text) ->
                json.put("type", "send").put("receiver", receiver).put("text", text);
            case Answer(String worker, String answer) ->
                json.put("type", "answer").put("worker", worker).put("answer", answer);
            case Interrupt(String worker, String reason) ->
                json.put("type", "interrupt").put("worker", worker).put("reason", reason);
            case Raise(List<String> limits) -> {
                limits.forEach(json.put("type", "raise").putArray("limits")::add);
                yield json;
            }
            case Stop(String why) -> json.put("type", "stop").put("why", why);
            case Wait _ -> json.put("type", "wait");
            case Hook(ObjectNode event) -> json.put("type", "hook").set("event", event);
            case Call(String key, String tool, ObjectNode arguments) ->
                json.put("type", "call").put("key", key).put("tool", tool).set("arguments", arguments);
        };
    }

    /** Reads what {@link #toJson} wrote; empty for a type that this cao does not know. */
    static Optional<ControlRequest> parse(ObjectNode json) {
        return switch (json.path("type").asText()) {
            case "status" -> Optional.of(new Status());
            case "follow" -> Optional.of(new Follow(json.path("seen").asLong(-1)));
            case "why" -> Optional.of(new Why(json.path("worker").asText()));
            case "send" ->
                Optional.of(new Send(
                        json.path("receiver").asText(), json.path("text").asText()));
            case "answer" ->
                Optional.of(new Answer(
                        json.path("worker").asText(), json.path("answer").asText()));
            case "interrupt" ->
                Optional.of(new Interrupt(
                        json.path("worker").asText(), json.path("reason").asText()));
            case "raise" -> Optional.of(new Raise(texts(json, "limits")));
            case "stop" -> Optional.of(new Stop(json.path("why").asText()));
            case "wait" -> Optional.of(new Wait());
            case "hook" -> Optional.of(new Hook(objectAt(json, "event")));
            case "call" ->
                Optional.of(
                        new Call(json.path("key").asText(), json.path("tool").asText(), objectAt(json, "arguments")));
            default -> Optional.empty();
        };
    }

    private static List<String> texts(ObjectNode json, String field) {
        List<String> texts = new ArrayList<>();
        json.path(field).forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static ObjectNode objectAt(ObjectNode json, String field) {
        return json.get(field) instanceof ObjectNode object ? object : Json.object();
    }
}
