package dev.cao.run;

import dev.cao.domain.ExitStatus;
import dev.cao.domain.FailureReason;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunOutcome;
import dev.cao.domain.RunPhase;
import dev.cao.domain.RunState;
import dev.cao.domain.TaskOutcome;
import java.util.List;

/** Decides how a run ended. "Done" is the supervisor's word and the profile's checks together. */
final class Verdicts {
    private Verdicts() {}

    /** A run that was stopped before its supervisor had finished. */
    static RunOutcome stopped(RunEvent.StopRequested stop) {
        RunPhase phase = switch (stop.exit()) {
            case INTERRUPTED, TERMINATED -> RunPhase.STOPPED;
            case BLOCKED -> RunPhase.BLOCKED;
            case DONE, FAILED, USAGE, LOST, LIMIT, NOT_FOUND, FAULT, TIME_LIMIT -> RunPhase.FAILED;
        };
        return new RunOutcome(phase, stop.exit(), stop.why());
    }

    /** A run whose supervisor has finished. */
    static RunOutcome finished(RunState state, RunEvent.Finished finished, List<RunEvent.CheckMade> checks) {
        if (state.tasks().isEmpty()) {
            return new RunOutcome(RunPhase.FAILED, ExitStatus.FAILED, "no task was given at all");
        }
        if (!finished.done()) {
            boolean blocked = hasFailure(state, FailureReason.BLOCKED_ON_PERMISSION)
                    || hasFailure(state, FailureReason.ASKS_QUESTION);
            if (blocked) {
                return new RunOutcome(RunPhase.BLOCKED, ExitStatus.BLOCKED, finished.summary());
            }
            ExitStatus exit = hasFailure(state, FailureReason.LIMIT) ? ExitStatus.LIMIT : ExitStatus.FAILED;
            return new RunOutcome(RunPhase.FAILED, exit, finished.summary());
        }
        return checks.stream()
                .filter(check -> !check.holds())
                .findFirst()
                .map(check -> new RunOutcome(
                        RunPhase.FAILED,
                        ExitStatus.FAILED,
                        "check fails: %s: %s".formatted(check.check(), check.detail())))
                .orElseGet(() -> new RunOutcome(RunPhase.DONE, ExitStatus.DONE, finished.summary()));
    }

    private static boolean hasFailure(RunState state, FailureReason reason) {
        return state.tasks().stream()
                .filter(task -> state.replacementOf(task).isEmpty())
                .flatMap(task -> task.outcome().stream())
                .anyMatch(outcome -> outcome instanceof TaskOutcome.Failed failed && failed.reason() == reason);
    }
}
