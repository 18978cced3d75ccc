package dev.cao.profile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cao.domain.WorkerName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Reads the JSON tree that {@link TeamJsonWriter} makes. Whatever is missing or of another kind is an {@link
 * IllegalArgumentException}: the journal is cao's own file.
 */
final class TeamJsonReader {
    private TeamJsonReader() {}

    static TeamProfile team(JsonNode json) {
        return new TeamProfile(
                Path.of(text(json, "file")),
                text(json, "name"),
                optional(json, "goal"),
                texts(json, "variables"),
                optional(json, "directory").map(Path::of),
                list(json, "supervisors", TeamJsonReader::supervisor),
                list(json, "workers", TeamJsonReader::worker),
                list(json, "plan", TeamJsonReader::step),
                list(json, "checks", TeamJsonReader::check),
                limits(need(json, "limits")),
                ModelJson.prices(json.path("prices")),
                HookJson.read(json.path("hooks")));
    }

    private static SupervisorProfile supervisor(JsonNode json) {
        return new SupervisorProfile(
                text(json, "provider"),
                optional(json, "model"),
                text(json, "instructions"),
                Optional.ofNullable(json.get("agent")).map(TeamJsonReader::worker),
                ModelJson.settings(json.path("settings")),
                LimitsJson.read(json.path("limits")));
    }

    private static WorkerProfile worker(JsonNode json) {
        return new WorkerProfile(
                new WorkerName(text(json, "name")),
                text(json, "agent"),
                Path.of(text(json, "file")),
                Path.of(text(json, "folder")),
                text(json, "description"),
                textList(json, "providers"),
                optional(json, "model"),
                text(json, "instructions"),
                textList(json, "command"),
                optional(json, "script").map(Path::of),
                optional(json, "role"),
                new WorkerProfile.Tools(textList(json, "allow"), textList(json, "deny")),
                texts(json, "environment"),
                optional(json, "workdir").map(Path::of),
                result(json),
                optional(json, "background")
                        .<WorkerProfile.Background>map(
                                deadline -> new WorkerProfile.Background.Await(Duration.parse(deadline)))
                        .orElseGet(WorkerProfile.Background.Ignore::new),
                optional(json, "taskLimit").map(Duration::parse),
                LimitsJson.read(json.path("limits")),
                need(json, "parallel").intValue(),
                need(json, "fresh").booleanValue(),
                need(json, "delegates").booleanValue(),
                WorkerProfile.OnRestart.valueOf(text(json, "onRestart")),
                json.path("restarts").asInt(WorkerProfile.DEFAULT_RESTARTS),
                WorkerProfile.Permissions.valueOf(text(json, "permissions")));
    }

    private static WorkerProfile.ResultRule result(JsonNode json) {
        if (json.has("schema")) {
            return new WorkerProfile.ResultRule.Schema(text(json, "schema"));
        }
        return text(json, "result").equals("required")
                ? new WorkerProfile.ResultRule.Required()
                : new WorkerProfile.ResultRule.Free();
    }

    private static PlanStep step(JsonNode json) {
        Optional<Condition> when = Optional.ofNullable(json.get("when")).map(TeamJsonReader::condition);
        return switch (text(json, "step")) {
            case "handoff" ->
                new PlanStep.Handoff(
                        to(json),
                        template(json, "task"),
                        text(json, "as"),
                        need(json, "retry").intValue(),
                        when);
            case "assign" ->
                new PlanStep.Assign(
                        to(json),
                        template(json, "task"),
                        text(json, "as"),
                        need(json, "retry").intValue(),
                        when);
            case "send" -> new PlanStep.Send(to(json), template(json, "message"), when);
            case "wait" ->
                new PlanStep.Wait(
                        textList(json, "names"),
                        need(json, "all").booleanValue(),
                        optional(json, "timeout").map(Duration::parse),
                        when);
            case "write" -> new PlanStep.Write(Path.of(text(json, "file")), template(json, "content"), when);
            default -> throw new IllegalArgumentException("not a team as JSON: no step " + text(json, "step"));
        };
    }

    private static WorkerName to(JsonNode json) {
        return new WorkerName(text(json, "to"));
    }

    private static Template template(JsonNode json, String key) {
        return new Template(list(
                json,
                key,
                part -> part.has("name")
                        ? new Template.Part.Name(text(part, "name"))
                        : new Template.Part.Text(text(part, "text"))));
    }

    private static Condition condition(JsonNode json) {
        if (json.has("is")) {
            return new Condition.Is(text(json, "is"), Condition.State.valueOf(text(json, "state")));
        }
        if (json.has("contains")) {
            return new Condition.Contains(text(json, "contains"), text(json, "text"));
        }
        if (json.has("not")) {
            return new Condition.Not(condition(need(json, "not")));
        }
        List<Condition> sides = list(json, json.has("and") ? "and" : "or", TeamJsonReader::condition);
        return json.has("and")
                ? new Condition.And(sides.getFirst(), sides.getLast())
                : new Condition.Or(sides.getFirst(), sides.getLast());
    }

    private static Check check(JsonNode json) {
        return json.has("file")
                ? new Check.FileExists(Path.of(text(json, "file")))
                : new Check.CommandSucceeds(textList(json, "command"), Duration.parse(text(json, "timeout")));
    }

    private static Limits limits(JsonNode json) {
        return new Limits(
                Duration.parse(text(json, "task")),
                LimitsJson.read(json),
                integer(json, "workers"),
                Limits.UnknownCost.valueOf(json.path("unknownCost").asText(Limits.UnknownCost.REFUSE.name())));
    }

    private static OptionalInt integer(JsonNode json, String key) {
        return json.has(key) ? OptionalInt.of(need(json, key).intValue()) : OptionalInt.empty();
    }

    private static JsonNode need(JsonNode json, String key) {
        JsonNode value = json.get(key);
        if (value == null) {
            throw new IllegalArgumentException("not a team as JSON: it has no " + key);
        }
        return value;
    }

    private static String text(JsonNode json, String key) {
        return need(json, key).asText();
    }

    private static Optional<String> optional(JsonNode json, String key) {
        return Optional.ofNullable(json.get(key)).map(JsonNode::asText);
    }

    private static Map<String, String> texts(JsonNode json, String key) {
        Map<String, String> values = new LinkedHashMap<>();
        need(json, key)
                .properties()
                .forEach(entry -> values.put(entry.getKey(), entry.getValue().asText()));
        return values;
    }

    private static List<String> textList(JsonNode json, String key) {
        return list(json, key, JsonNode::asText);
    }

    private static <T> List<T> list(JsonNode json, String key, Function<JsonNode, T> read) {
        List<T> values = new ArrayList<>();
        need(json, key).forEach(value -> values.add(read.apply(value)));
        return values;
    }
}
