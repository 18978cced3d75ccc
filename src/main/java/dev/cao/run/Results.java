package dev.cao.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.domain.CallView;
import dev.cao.domain.MessageView;
import dev.cao.domain.RunEvent;
import dev.cao.domain.TaskId;
import dev.cao.domain.TaskOutcome;
import dev.cao.domain.TaskView;
import dev.cao.domain.WorkerName;
import dev.cao.io.Json;
import dev.cao.tool.ToolResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What callers are told of tasks, in words and as fields; the field names include those of upstream CAO. */
final class Results {
    private Results() {}

    /**
     * The result of a task that ended.
     *
     * @param messages what its worker sent about it and was not delivered yet
     */
    static ToolResult ofTask(TaskView task, List<MessageView> messages) {
        boolean done = task.outcome().filter(TaskOutcome.Done.class::isInstance).isPresent();
        return new ToolResult(
                done,
                task.outcome().map(TaskEndings::text).orElse("") + besides(task, messages),
                fields(task, messages));
    }

    private static List<String> bodies(TaskView task, List<MessageView> messages) {
        String answer = task.outcome().map(TaskEndings::text).orElse("").strip();
        return messages.stream()
                .filter(message -> message.inReplyTo().equals(Optional.of(task.id())))
                .map(MessageView::body)
                .filter(body -> !body.strip().equals(answer))
                .toList();
    }

    private static String besides(TaskView task, List<MessageView> messages) {
        return bodies(task, messages).stream()
                .map(body -> "\n\n[Message of %s about task %s]\n%s".formatted(task.to(), task.id(), body))
                .collect(Collectors.joining());
    }

    /** The handle of a task that goes on after its caller's patience. */
    static ToolResult working(TaskId task, WorkerName worker) {
        return new ToolResult(
                true,
                "%s still works on task %s. Call wait_for with this task id to wait on.".formatted(worker, task),
                Map.of(
                        "success",
                        true,
                        "status",
                        Handoffs.WORKING,
                        "task_id",
                        task.value(),
                        "terminal_id",
                        worker.value()));
    }

    /** The handle of a task whose worker asks something that its giver, the supervisor, is to answer. */
    static ToolResult blocked(TaskView task) {
        Map<String, Object> fields = blockedFields(task);
        fields.put("success", true);
        return new ToolResult(true, asked(task) + "\nThen call wait_for with this task id to wait on.", fields);
    }

    private static Map<String, Object> blockedFields(TaskView task) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("status", Handoffs.BLOCKED);
        fields.put("task_id", task.id().value());
        fields.put("worker", task.to().value());
        fields.put("terminal_id", task.session().orElse(task.to()).value());
        fields.put("waiting_for", waitingFor(task).name().toLowerCase(Locale.ROOT));
        fields.put("asks", task.detail());
        return fields;
    }

    private static RunEvent.Wait waitingFor(TaskView task) {
        return task.waitingOn().orElse(RunEvent.Wait.PERMISSION);
    }

    private static String asked(TaskView task) {
        return "Task %s: %s"
                .formatted(task.id(), Prompts.asked(task.session().orElse(task.to()), waitingFor(task), task.detail()));
    }

    /** @param blocked those of the open tasks whose workers ask something that the caller is to answer */
    static ToolResult ofTasks(List<TaskView> tasks, List<MessageView> messages, List<TaskView> blocked) {
        List<Map<String, Object>> answers = new ArrayList<>();
        List<String> open = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (TaskView task : tasks) {
            if (task.state().isFinal()) {
                answers.add(fields(task, messages));
                text.append("## Task %s (%s): %s%n%s%n%n"
                        .formatted(
                                task.id(),
                                task.to(),
                                task.state().wireName(),
                                TaskEndings.text(task.outcome().orElseThrow()) + besides(task, messages)));
            } else {
                open.add(task.id().value());
            }
        }
        blocked.forEach(task -> text.append(asked(task)).append("\n\n"));
        if (!open.isEmpty()) {
            text.append("Still open: ").append(String.join(", ", open));
        }
        Map<String, Object> fields = new LinkedHashMap<>(Map.of("success", true, "answers", answers, "open", open));
        if (!blocked.isEmpty()) {
            fields.put("blocked", blocked.stream().map(Results::blockedFields).toList());
        }
        return new ToolResult(true, text.toString().strip(), fields);
    }

    private static Map<String, Object> fields(TaskView task, List<MessageView> messages) {
        Map<String, Object> fields = new LinkedHashMap<>();
        List<String> bodies = bodies(task, messages);
        if (!bodies.isEmpty()) {
            fields.put("messages", bodies);
        }
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
