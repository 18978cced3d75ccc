package dev.cao.run;

import dev.cao.domain.Address;
import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunState;
import dev.cao.profile.LimitRaise;
import dev.cao.store.SqliteJournal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Raises limits of a run: of one that goes on, and of one that waits to be resumed. */
public final class Raising {
    private Raising() {}

    /** Records all of them, or none. */
    static void raise(Ledger ledger, Budget budget, List<LimitRaise> raises, Address by, Instant now) {
        List<RunEvent> events = ledger.read(state -> events(state, budget, raises, by, now));
        ledger.decide(_ -> events);
    }

    /**
     * Raises limits of a run that no orchestrator leads now.
     *
     * @throws CaoException USAGE, if one cannot be raised so; nothing is recorded then
     */
    public static void whileItRests(RunDirectory directory, List<LimitRaise> raises, Instant now) {
        RunLock lock = RunLock.take(directory.lock())
                .orElseThrow(() -> new CaoException(
                        ExitStatus.USAGE, "run '%s' goes on meanwhile".formatted(directory.run()), "Try once more."));
        try (lock;
                SqliteJournal journal = SqliteJournal.open(directory.journal())) {
            RunState state = new RunState();
            journal.forEachAfter(0, state::apply);
            RunPlan plan = state.created()
                    .map(Runs::planOf)
                    .orElseThrow(() -> new CaoException(
                            ExitStatus.NOT_FOUND, "the journal of '%s' is empty".formatted(directory.run()), ""));
            Budget budget = new Budget(plan.team(), plan.options().unattended());
            var _ = journal.append(now, events(state, budget, raises, Address.USER, now));
        }
    }

    private static List<RunEvent> events(
            RunState state, Budget budget, List<LimitRaise> raises, Address by, Instant now) {
        if (state.ended().isPresent() || state.stopRequested().isPresent()) {
            throw new CaoException(
                    ExitStatus.USAGE, "the run has ended, so that no limit of it can be raised", "Launch another one.");
        }
        List<RunEvent> events = new ArrayList<>();
        for (LimitRaise raise : raises) {
            Optional<String> refusal = budget.refusal(state, raise, now);
            if (refusal.isPresent()) {
                throw new CaoException(
                        ExitStatus.USAGE, refusal.get(), "Nothing was changed; 'cao status --json' has what is used.");
            }
            events.add(new RunEvent.LimitRaised(raise.agent(), raise.limit().key(), raise.value(), by.toString()));
        }
        return events;
    }
}
