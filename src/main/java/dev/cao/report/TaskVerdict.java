package dev.cao.report;

import dev.cao.domain.RunState;
import dev.cao.domain.TaskOutcome;
import dev.cao.domain.TaskView;

/**
 * What a task means for whoever asks whether the run went well. A task counts as failed only if its failure counted for
 * the run: one that a later try made good, or that a run survived which is done, does not.
 */
sealed interface TaskVerdict {
    record Passed() implements TaskVerdict {}

    record Skipped(String why) implements TaskVerdict {}

    /** @param type the failure's reason by name; {@code interrupted} for a task without an end */
    record Failed(String type, String detail) implements TaskVerdict {}

    static TaskVerdict of(TaskView task, RunState state, Ending ending) {
        return switch (task.outcome().orElse(null)) {
            case null ->
                ending.isOpen()
                        ? new Skipped("still " + task.state().wireName())
                        : new Failed(
                                "interrupted",
                                "the run was lost while this task was "
                                        + task.state().wireName());
            case TaskOutcome.Done _ -> new Passed();
            case TaskOutcome.Cancelled(String why) -> new Skipped("cancelled: " + why);
            case TaskOutcome.Failed failed -> ofFailed(task, failed, state, ending);
        };
    }

    private static TaskVerdict ofFailed(TaskView task, TaskOutcome.Failed failed, RunState state, Ending ending) {
        String what = "failed (%s): %s".formatted(failed.reason().wireName(), failed.detail());
        return state.replacementOf(task)
                .<TaskVerdict>map(later -> new Skipped("%s; made good by %s".formatted(what, later.id())))
                .orElseGet(() -> ending.isDone()
                        ? new Skipped(what + "; the run went on without it")
                        : new Failed(failed.reason().wireName(), failed.detail()));
    }
}
