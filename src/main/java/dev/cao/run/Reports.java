package dev.cao.run;

import dev.cao.agent.AgentFact;
import dev.cao.domain.Address;
import dev.cao.domain.FailureReason;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunState;
import dev.cao.domain.TaskOutcome;
import dev.cao.domain.TaskView;
import dev.cao.domain.WorkerName;
import dev.cao.profile.WorkerProfile.ResultRule;
import dev.cao.run.TeamToolbox.Effect;
import dev.cao.tool.ToolCall;
import dev.cao.tool.ToolResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What report_result does: the worker's own word on the task that it has in hand. */
final class Reports {
    private static final ResultRule FREE = new ResultRule.Free();

    private Reports() {}

    static Effect take(RunState state, Team team, Address caller, ToolCall.ReportResult call) {
        Optional<TaskView> task = caller instanceof Address.Worker(WorkerName name)
                ? state.openTasks().stream()
                        .filter(open -> open.inFlight() && open.session().equals(Optional.of(name)))
                        .findFirst()
                : Optional.empty();
        if (task.isEmpty()) {
            return Effect.refused("you have no task in hand to report on");
        }
        List<String> wrong = call.done() ? misfit(team, caller, call.result()) : List.of();
        if (!wrong.isEmpty()) {
            return Effect.refused(
                    "the result was not accepted, because it does not have the form that is asked for: %s. Mend it and call report_result again."
                            .formatted(String.join("; ", wrong)));
        }
        return task.map(open -> new Effect(
                        List.of(new RunEvent.ResultReported(open.id(), call.done(), call.result())),
                        new ToolResult(
                                true,
                                "The result of task %s is recorded. End your turn now.".formatted(open.id()),
                                Map.of("success", true, "task_id", open.id().value()))))
                .orElseThrow();
    }

    private static List<String> misfit(Team team, Address caller, String result) {
        return caller instanceof Address.Worker(WorkerName name)
                        && team.member(name)
                                        .map(member -> member.profile().result())
                                        .orElse(FREE)
                                instanceof ResultRule.Schema(String schema)
                ? ResultForm.problems(schema, result)
                : List.of();
    }

    /**
     * Returns how a turn ended, by the agent's word and what it reported. An answer that its CLI does not tell is not missed
     * where the result was reported.
     */
    static TaskOutcome outcome(
            ResultRule rule, Optional<RunEvent.ResultReported> reported, AgentFact.TurnEnded end, boolean mixed) {
        return end.failure()
                .filter(how -> how.reason() != FailureReason.NO_RESULT || reported.isEmpty())
                .<TaskOutcome>map(how -> new TaskOutcome.Failed(how.reason(), how.detail(), end.answer()))
                .orElseGet(() -> outcome(rule, reported, end.answer(), mixed));
    }

    /** Returns how a turn ended that the agent itself ended well, by its final text and what it reported. */
    private static TaskOutcome outcome(
            ResultRule rule, Optional<RunEvent.ResultReported> reported, String text, boolean mixed) {
        if (reported.isEmpty()) {
            return rule.equals(FREE)
                    ? new TaskOutcome.Done(text, mixed)
                    : new TaskOutcome.Failed(
                            FailureReason.NO_RESULT,
                            "the turn ended without the report_result that the worker's profile asks for",
                            text);
        }
        String result = reported.get().result();
        return reported.get().ok()
                ? new TaskOutcome.Done(result.isBlank() ? text : result, mixed)
                : new TaskOutcome.Failed(
                        FailureReason.REJECTED_RESULT, "the worker reported that it could not do it", result);
    }
}
