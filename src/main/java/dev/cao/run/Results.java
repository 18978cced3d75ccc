package dev.cao.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.domain.CallView;
import dev.cao.domain.TaskId;
import dev.cao.domain.TaskOutcome;
import dev.cao.domain.TaskView;
import dev.cao.domain.WorkerName;
import dev.cao.io.Json;
import dev.cao.tool.ToolResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What callers are told of tasks, in words and as fields; the field names include those of upstream CAO. */
final class Results {
    private Results() {}

    /** The result of a task that ended. */
    static ToolResult ofTask(TaskView task) {
        boolean done = task.outcome().filter(TaskOutcome.Done.class::isInstance).isPresent();
        return new ToolResult(done, task.outcome().map(TaskEndings::text).orElse(""), fields(task));
    }

    /** The handle of a task that goes on after its caller's patience. */
    static ToolResult working(TaskId task, WorkerName worker) {
        return new ToolResult(
                true,
                "%s still works on task %s. Call wait_for with this task id to wait on.".formatted(worker, task),
                Map.of("success", true, "status", "working", "task_id", task.value(), "terminal_id", worker.value()));
    }

    static ToolResult ofTasks(List<TaskView> tasks) {
        List<Map<String, Object>> answers = new ArrayList<>();
        List<String> open = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (TaskView task : tasks) {
            if (task.state().isFinal()) {
                answers.add(fields(task));
                text.append("## Task %s (%s): %s%n%s%n%n"
                        .formatted(
                                task.id(),
                                task.to(),
                                task.state().wireName(),
                                TaskEndings.text(task.outcome().orElseThrow())));
            } else {
                open.add(task.id().value());
            }
        }
        if (!open.isEmpty()) {
            text.append("Still open: ").append(String.join(", ", open));
        }
        return new ToolResult(true, text.toString().strip(), Map.of("success", true, "answers", answers, "open", open));
    }

    static Map<String, Object> fields(TaskView task) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(
                "success",
                task.outcome().filter(TaskOutcome.Done.class::isInstance).isPresent());
        fields.put("status", task.state().wireName());
        fields.put("task_id", task.id().value());
        fields.put("worker", task.to().value());
        fields.put("terminal_id", task.session().orElse(task.to()).value());
        task.outcome().ifPresent(outcome -> {
            fields.put("output", TaskEndings.text(outcome));
            fields.put("message", "task " + task.id() + " is " + task.state().wireName());
            if (outcome instanceof TaskOutcome.Failed failed) {
                fields.put("reason", failed.reason().wireName());
            }
        });
        return fields;
    }

    static String toJournal(ToolResult result) {
        ObjectNode node = Json.object().put("text", result.text());
        node.set("fields", Json.MAPPER.valueToTree(result.fields()));
        return Json.line(node);
    }

    static ToolResult fromJournal(CallView.Answer answer) {
        ObjectNode node = Json.parseObject(answer.result());
        Map<String, Object> fields = new LinkedHashMap<>();
        JsonNode stored = node.path("fields");
        stored.properties()
                .forEach(field -> fields.put(field.getKey(), Json.MAPPER.convertValue(field.getValue(), Object.class)));
        return new ToolResult(answer.ok(), node.path("text").asText(), fields);
    }
}
