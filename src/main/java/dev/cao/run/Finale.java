package dev.cao.run;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunOutcome;
import dev.cao.domain.RunState;
import dev.cao.domain.TaskOutcome;
import dev.cao.domain.TaskView;
import dev.cao.io.Time;
import dev.cao.profile.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
        Duration used = ledger.read(RunState::active);
        Instant deadline =
                timeLimit().map(limit -> time.now().plus(limit).minus(used)).orElse(Instant.MAX);
        Optional<Boolean> ended = awaitReason(deadline);
        if (left.getAsBoolean()) {
            return Optional.empty();
        }
        ledger.read(state -> state.finished().isEmpty() ? budget.exceeded(state) : Optional.<String>empty())
                .ifPresent(why -> stop(ExitStatus.LIMIT, why));
        if (ended.isEmpty()) {
            stop(
                    ExitStatus.TIME_LIMIT,
                    "the time limit of %s was reached"
                            .formatted(timeLimit().map(Finale::shown).orElse("")));
        }
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

    /** Waits until there is a reason to end, and meanwhile says what limits come near; empty at the deadline. */
    private Optional<Boolean> awaitReason(Instant deadline) throws InterruptedException {
        while (true) {
            Optional<Boolean> ended = ledger.await(this::isOver, deadline);
            if (!ended.equals(Optional.of(false))) {
                return ended;
            }
            ledger.decide(budget::warnings);
        }
    }

    /** True: the run ends; false: there is something to be said about its limits. */
    private Optional<Boolean> isOver(RunState state) {
        if (!budget.warnings(state).isEmpty()) {
            return Optional.of(false);
        }
        boolean over = state.stopRequested().isPresent()
                || state.finished().isPresent()
                || left.getAsBoolean()
                || budget.exceeded(state).isPresent();
        return over ? Optional.of(true) : Optional.empty();
    }

    private Optional<Duration> timeLimit() {
        Limits limits = plan.team().limits();
        return plan.options().timeout().map(Duration::ofSeconds).or(limits::time);
    }

    /** Returns {@code 1h30m}, {@code 45m} or {@code 2s}, as profiles write it. */
    private static String shown(Duration limit) {
        return limit.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
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

    private void stop(ExitStatus exit, String why) {
        ledger.append(new RunEvent.StopRequested("cao", exit, why));
    }
}
