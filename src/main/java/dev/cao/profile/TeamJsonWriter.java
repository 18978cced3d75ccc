package dev.cao.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A team as a JSON tree. What is absent is left out; durations are ISO 8601. {@link TeamJsonReader} is its mirror. */
final class TeamJsonWriter {
    private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;

    private TeamJsonWriter() {}

    static ObjectNode team(TeamProfile team) {
        ObjectNode json = MAKE.objectNode();
        json.put("file", team.file().toString());
        json.put("name", team.name());
        put(json, "goal", team.goal());
        json.set("variables", texts(team.variables()));
        put(json, "directory", team.directory());
        json.set("supervisors", list(team.supervisors(), TeamJsonWriter::supervisor));
        json.set("workers", list(team.workers(), TeamJsonWriter::worker));
        json.set("plan", list(team.plan(), TeamJsonWriter::step));
        if (!team.hooks().isEmpty()) {
            json.set("hooks", list(team.hooks(), HookJson::write));
        }
        json.set("checks", list(team.checks(), TeamJsonWriter::check));
        json.set("limits", limits(team.limits()));
        json.set("prices", ModelJson.write(team.prices()));
        return json;
    }

    private static ObjectNode supervisor(SupervisorProfile supervisor) {
        ObjectNode json = MAKE.objectNode().put("provider", supervisor.provider());
        put(json, "model", supervisor.model());
        supervisor.agent().ifPresent(agent -> json.set("agent", worker(agent)));
        json.put("instructions", supervisor.instructions());
        json.set("settings", ModelJson.write(supervisor.settings()));
        json.set("limits", LimitsJson.write(supervisor.limits()));
        return json;
    }

    private static ObjectNode worker(WorkerProfile worker) {
        ObjectNode json = MAKE.objectNode();
        json.put("name", worker.name().value());
        json.put("agent", worker.agent());
        json.put("file", worker.file().toString());
        json.put("folder", worker.folder().toString());
        json.put("description", worker.description());
        json.set("providers", texts(worker.providers()));
        put(json, "model", worker.model());
        json.put("instructions", worker.instructions());
        json.set("command", texts(worker.command()));
        put(json, "script", worker.script());
        put(json, "role", worker.role());
        json.set("allow", texts(worker.tools().allow()));
        json.set("deny", texts(worker.tools().deny()));
        json.set("environment", texts(worker.environment()));
        put(json, "workdir", worker.workdir());
        switch (worker.result()) {
            case WorkerProfile.ResultRule.Free _ -> json.put("result", "free");
            case WorkerProfile.ResultRule.Required _ -> json.put("result", "required");
            case WorkerProfile.ResultRule.Schema(String schema) -> json.put("schema", schema);
        }
        if (worker.background() instanceof WorkerProfile.Background.Await await) {
            json.put("background", await.deadline().toString());
        }
        put(json, "taskLimit", worker.taskLimit());
        json.set("limits", LimitsJson.write(worker.limits()));
        json.put("parallel", worker.parallel());
        json.put("fresh", worker.fresh());
        json.put("delegates", worker.delegates());
        json.put("restarts", worker.restarts());
        json.put("onRestart", worker.onRestart().name());
        return json.put("permissions", worker.permissions().name());
    }

    private static ObjectNode step(PlanStep step) {
        ObjectNode json = MAKE.objectNode();
        switch (step) {
            case PlanStep.Handoff handoff -> {
                json.put("step", "handoff").put("to", handoff.to().value());
                json.set("task", template(handoff.task()));
                json.put("as", handoff.as()).put("retry", handoff.retry());
            }
            case PlanStep.Assign assign -> {
                json.put("step", "assign").put("to", assign.to().value());
                json.set("task", template(assign.task()));
                json.put("as", assign.as()).put("retry", assign.retry());
            }
            case PlanStep.Send send -> {
                json.put("step", "send").put("to", send.to().value());
                json.set("message", template(send.message()));
            }
            case PlanStep.Wait wait -> {
                json.put("step", "wait").set("names", texts(wait.names()));
                json.put("all", wait.all());
                put(json, "timeout", wait.timeout());
            }
            case PlanStep.Write write -> {
                json.put("step", "write").put("file", write.file().toString());
                json.set("content", template(write.content()));
            }
        }
        step.when().ifPresent(when -> json.set("when", condition(when)));
        return json;
    }

    private static ArrayNode template(Template template) {
        return list(template.parts(), part -> switch (part) {
            case Template.Part.Text(String text) -> MAKE.objectNode().put("text", text);
            case Template.Part.Name(String name) -> MAKE.objectNode().put("name", name);
        });
    }

    private static ObjectNode condition(Condition condition) {
        ObjectNode json = MAKE.objectNode();
        switch (condition) {
            case Condition.Is(String name, Condition.State state) ->
                json.put("is", name).put("state", state.name());
            case Condition.Contains(String name, String text) ->
                json.put("contains", name).put("text", text);
            case Condition.Not(Condition inner) -> json.set("not", condition(inner));
            case Condition.And(Condition left, Condition right) ->
                json.putArray("and").add(condition(left)).add(condition(right));
            case Condition.Or(Condition left, Condition right) ->
                json.putArray("or").add(condition(left)).add(condition(right));
        }
        return json;
    }

    private static ObjectNode check(Check check) {
        ObjectNode json = MAKE.objectNode();
        switch (check) {
            case Check.FileExists file -> json.put("file", file.file().toString());
            case Check.CommandSucceeds command -> {
                json.set("command", texts(command.command()));
                json.put("timeout", command.timeout().toString());
            }
        }
        return json;
    }

    private static ObjectNode limits(Limits limits) {
        ObjectNode json = LimitsJson.write(limits.spend());
        json.put("task", limits.task().toString());
        limits.workers().ifPresent(workers -> json.put("workers", workers));
        return json.put("unknownCost", limits.unknownCost().name());
    }

    private static void put(ObjectNode json, String key, Optional<?> value) {
        value.ifPresent(present -> json.put(key, present.toString()));
    }

    private static ObjectNode texts(Map<String, String> values) {
        ObjectNode json = MAKE.objectNode();
        values.forEach(json::put);
        return json;
    }

    private static ArrayNode texts(List<String> values) {
        return list(values, MAKE::textNode);
    }

    private static <T> ArrayNode list(List<T> values, Function<T, JsonNode> make) {
        ArrayNode json = MAKE.arrayNode();
        values.forEach(value -> json.add(make.apply(value)));
        return json;
    }
}
