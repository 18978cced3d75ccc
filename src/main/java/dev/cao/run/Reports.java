package dev.cao.run;

import dev.cao.domain.Address;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunState;
import dev.cao.domain.TaskView;
import dev.cao.domain.WorkerName;
import dev.cao.run.TeamToolbox.Effect;
import dev.cao.tool.ToolCall;
import dev.cao.tool.ToolResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What report_result does: the worker's own word on the task that it has in hand. */
final class Reports {
    private Reports() {}

    static Effect take(RunState state, Address caller, ToolCall.ReportResult call) {
        Optional<TaskView> task = caller instanceof Address.Worker(WorkerName name)
                ? state.openTasks().stream()
                        .filter(open -> open.inFlight() && open.session().equals(Optional.of(name)))
                        .findFirst()
                : Optional.empty();
        return task.map(open -> new Effect(
                        List.of(new RunEvent.ResultReported(open.id(), call.done(), call.result())),
                        new ToolResult(
                                true,
                                "The result of task %s is recorded. End your turn now.".formatted(open.id()),
                                Map.of("success", true, "task_id", open.id().value()))))
                .orElseGet(() -> Effect.refused("you have no task in hand to report on"));
    }
}
