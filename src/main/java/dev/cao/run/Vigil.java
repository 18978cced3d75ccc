package dev.cao.run;

import dev.cao.domain.ExitStatus;
import dev.cao.domain.LimitState;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunState;
import dev.cao.io.Time;
import dev.cao.profile.LimitRaise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Waits for the reason that ends a run, and meanwhile records what becomes of its limits: which come near, who gets nothing
 * more, what pauses. For the main thread.
 */
final class Vigil {
    /** Deadlines that differ by less are the same, worked out at another moment. */
    private static final Duration ROUNDING = Duration.ofMillis(2);

    private final Ledger ledger;
    private final Budget budget;
    private final Optional<Duration> timeout;
    private final Time time;
    private final BooleanSupplier left;

    /**
     * @param timeout ends the run whatever its profile says
     * @param left whether the run is to be left as it is; the journal grows when that changes
     */
    Vigil(Ledger ledger, Budget budget, Optional<Duration> timeout, Time time, BooleanSupplier left) {
        this.ledger = ledger;
        this.budget = budget;
        this.timeout = timeout;
        this.time = time;
        this.left = left;
    }

    /** Returns when the run is over; with the request to stop it, if a limit is the reason. */
    Optional<RunEvent.StopRequested> await() throws InterruptedException {
        while (true) {
            Instant deadline = ledger.read(this::deadline);
            Optional<Boolean> over = ledger.await(state -> isOver(state, deadline), deadline);
            if (over.filter(Boolean::booleanValue).isPresent()) {
                return ledger.read(this::atLimit);
            }
            Instant now = time.now();
            ledger.decide(state -> {
                List<RunEvent> news = new ArrayList<>(budget.news(state, now));
                if (isTimeUp(state, now) && pausesAtTime()) {
                    news.add(new RunEvent.LimitReached(
                            LimitState.RUN, LimitRaise.Kind.TIME.key(), timeIsUp(state), true));
                }
                return news;
            });
            Optional<RunEvent.StopRequested> late = ledger.read(state -> isTimeUp(state, now)
                    ? Optional.of(new RunEvent.StopRequested("cao", ExitStatus.TIME_LIMIT, timeIsUp(state)))
                    : Optional.empty());
            if (late.isPresent()) {
                return late;
            }
        }
    }

    /** True: the run ends; false: there is something to be recorded about its limits, or a sooner end to be waited for. */
    private Optional<Boolean> isOver(RunState state, Instant awaited) {
        Instant now = time.now();
        if (!budget.news(state, now).isEmpty() || deadline(state).isBefore(awaited.minus(ROUNDING))) {
            return Optional.of(false);
        }
        boolean over = state.stopRequested().isPresent()
                || state.finished().isPresent()
                || left.getAsBoolean()
                || budget.exceeded(state, now).isPresent();
        return over ? Optional.of(true) : Optional.empty();
    }

    private Optional<RunEvent.StopRequested> atLimit(RunState state) {
        return state.finished().isPresent() || left.getAsBoolean()
                ? Optional.empty()
                : budget.exceeded(state, time.now())
                        .map(why -> new RunEvent.StopRequested("cao", ExitStatus.LIMIT, why));
    }

    /** Returns when the time of the run or of an agent is used up, as things are now. */
    private Instant deadline(RunState state) {
        Instant now = time.now();
        Instant ofAgents = budget.nextDeadline(state, now).orElse(Instant.MAX);
        boolean counts = state.limits().reached(LimitState.RUN).isEmpty();
        Instant ofRun = limit(state)
                .filter(_ -> counts)
                .map(limit -> now.plus(limit).minus(state.activeAt(now)))
                .orElse(Instant.MAX);
        return ofRun.isBefore(ofAgents) ? ofRun : ofAgents;
    }

    private Optional<Duration> limit(RunState state) {
        return timeout.or(() -> budget.time(state));
    }

    private boolean pausesAtTime() {
        return timeout.isEmpty() && budget.pauses();
    }

    private boolean isTimeUp(RunState state, Instant now) {
        return state.limits().reached(LimitState.RUN).isEmpty()
                && limit(state)
                        .filter(limit -> state.activeAt(now).compareTo(limit) >= 0)
                        .isPresent();
    }

    private String timeIsUp(RunState state) {
        return "the time limit of %s was reached"
                .formatted(limit(state).map(Vigil::shown).orElse(""));
    }

    /** Returns {@code 1h30m}, {@code 45m} or {@code 2s}, as profiles write it. */
    private static String shown(Duration limit) {
        return limit.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    }
}
