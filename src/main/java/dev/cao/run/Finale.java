package dev.cao.run;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunOutcome;
import dev.cao.domain.RunState;
import dev.cao.domain.TaskOutcome;
import dev.cao.domain.TaskView;
import dev.cao.io.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Waits for the end of a run, decides what end it is, and records it. Keeps nothing; safe for many threads. */
final class Finale {
    private final RunPlan plan;
    private final Ledger ledger;
    private final Budget budget;
    private final BooleanSupplier left;

    /** @param left whether the run is to be left as it is; the journal grows when that changes */
    Finale(RunPlan plan, Ledger ledger, Budget budget, BooleanSupplier left) {
        this.plan = plan;
        this.ledger = ledger;
        this.budget = budget;
        this.left = left;
    }

    /** Waits for the end; empty if the run is to be left as it is. */
    Optional<RunOutcome> await(Time time) throws InterruptedException {
        Optional<Duration> timeout = plan.options().timeout().map(Duration::ofSeconds);
        Optional<RunEvent.StopRequested> limit = new Vigil(ledger, budget, timeout, time, left).await();
        if (left.getAsBoolean()) {
            return Optional.empty();
        }
        limit.ifPresent(ledger::append);
        Optional<RunEvent.StopRequested> stop = ledger.read(RunState::stopRequested);
        if (stop.isPresent()) {
            if (stop.get().exit() == ExitStatus.LOST) {
                throw new CaoException(
                        ExitStatus.LOST,
                        "run '%s' cannot go on: %s"
                                .formatted(plan.run(), stop.get().why()),
                        "'cao resume %s' takes it up where it stood.".formatted(plan.run()));
            }
            return Optional.of(Verdicts.stopped(stop.get()));
        }
        RunEvent.Finished finished =
                ledger.read(RunState::finished).orElseThrow(() -> new IllegalStateException("ended without a reason"));
        List<RunEvent.CheckMade> checks =
                finished.done() ? Checks.make(plan.team().checks(), plan.directory()) : List.of();
        ledger.decide(_ -> new ArrayList<>(checks));
        return Optional.of(ledger.read(state -> Verdicts.finished(state, finished, checks)));
    }

    /** Closes what is open, and records the end. */
    void record(RunOutcome outcome) {
        ledger.decide(state -> {
            List<RunEvent> events = new ArrayList<>();
            for (TaskView task : state.openTasks()) {
                events.add(new RunEvent.TaskEnded(task.id(), new TaskOutcome.Cancelled("the run ended")));
            }
            events.addAll(Messages.atTheEnd(state));
            events.add(new RunEvent.RunEnded(outcome.phase(), outcome.exit(), outcome.summary()));
            return events;
        });
    }
}
