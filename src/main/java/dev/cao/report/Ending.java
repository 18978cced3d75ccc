package dev.cao.report;

import static java.util.Objects.requireNonNull;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.RunPhase;
import dev.cao.domain.RunState;
import java.util.Optional;

/**
 * How a run ended, or how it stands.
 *
 * @param exit empty while it goes on, or can still be resumed
 */
public record Ending(RunPhase phase, Optional<ExitStatus> exit, String summary) {
    public Ending {
        requireNonNull(phase, "phase is null");
        requireNonNull(exit, "exit is null");
        requireNonNull(summary, "summary is null");
    }

    /** Returns what the journal tells. */
    public static Ending of(RunState state, boolean alive) {
        return state.ended()
                .map(end -> new Ending(end.phase(), Optional.of(end.exit()), end.summary()))
                .orElseGet(() -> alive
                        ? new Ending(RunPhase.RUNNING, Optional.empty(), "it still runs")
                        : new Ending(RunPhase.INTERRUPTED, Optional.of(ExitStatus.LOST), "its orchestrator is gone"));
    }

    /** A run that could not go on: its journal has no end. */
    public static Ending lost(CaoException why) {
        return new Ending(RunPhase.INTERRUPTED, Optional.of(why.status()), why.what());
    }

    public boolean isDone() {
        return phase == RunPhase.DONE;
    }

    /** Tells whether more may come. */
    boolean isOpen() {
        return phase == RunPhase.RUNNING;
    }

    /** Returns {@code failed, exit code 1}. */
    String words() {
        return phase.wireName()
                + exit.map(status -> ", exit code " + status.code()).orElse("");
    }
}
