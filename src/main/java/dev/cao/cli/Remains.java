package dev.cao.cli;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.JournalEntry;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunOutcome;
import dev.cao.domain.RunPhase;
import dev.cao.domain.RunState;
import dev.cao.domain.TaskOutcome;
import dev.cao.run.Leftovers;
import dev.cao.run.RunDirectory;
import dev.cao.run.RunLock;
import dev.cao.run.TmuxTerminals;
import dev.cao.store.SqliteJournal;
import dev.cao.terminal.TmuxProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a run has left behind whose orchestrator is gone: sessions, sockets, a journal without an end. */
final class Remains {
    private final RunDirectory directory;
    private final Wiring wiring;

    Remains(RunDirectory directory, Wiring wiring) {
        this.directory = directory;
        this.wiring = wiring;
    }

    /**
     * Closes everything, and records the end if none is recorded.
     *
     * @return what was done, for people
     * @throws CaoException if the orchestrator lives after all
     */
    String end(String reason) throws InterruptedException {
        try (RunLock _ = RunLock.take(directory.lock()).orElseThrow(this::alive)) {
            Leftovers.Cleared cleared = clear();
            Optional<RunPhase> before = recordEnd(reason);
            return "%s: %s%s"
                    .formatted(
                            directory.run(),
                            before.map(phase -> cleared.sessions()
                                            ? "its open sessions are closed (it had ended: %s)"
                                                    .formatted(phase.wireName())
                                            : "had ended (%s); nothing was left".formatted(phase.wireName()))
                                    .orElse("stopped (its orchestrator was gone)"),
                            RunOutcome.named(cleared.left()));
        }
    }

    private CaoException alive() {
        return new CaoException(
                ExitStatus.LOST,
                "the orchestrator of run %s lives and does not answer".formatted(directory.run()),
                "It is just starting or ending; try again.");
    }

    private Leftovers.Cleared clear() throws InterruptedException {
        TmuxProgram tmux = TmuxProgram.find(wiring.environment().getOrDefault("PATH", ""));
        return Leftovers.clear(directory, new TmuxTerminals(tmux));
    }

    /** Returns how the run had ended before; empty if it had not. */
    private Optional<RunPhase> recordEnd(String reason) {
        RunState state = new RunState();
        try (SqliteJournal journal = SqliteJournal.open(directory.journal())) {
            journal.forEachAfter(0, state::apply);
            if (state.ended().isEmpty()) {
                List<RunEvent> events = new ArrayList<>();
                events.add(new RunEvent.StopRequested("user", ExitStatus.TERMINATED, reason));
                state.openTasks()
                        .forEach(task -> events.add(
                                new RunEvent.TaskEnded(task.id(), new TaskOutcome.Cancelled("the run was stopped"))));
                events.add(new RunEvent.RunEnded(RunPhase.STOPPED, ExitStatus.TERMINATED, reason));
                List<JournalEntry> _ = journal.append(wiring.time().now(), events);
            }
        }
        return state.ended().map(RunEvent.RunEnded::phase);
    }
}
