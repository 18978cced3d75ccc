package dev.cao.run;

import dev.cao.domain.CaoException;
import dev.cao.domain.JournalEntry;
import dev.cao.domain.RunEvent;
import dev.cao.domain.TaskOutcome;
import dev.cao.domain.TaskView;
import dev.cao.domain.WorkerName;
import dev.cao.domain.WorkerView;
import dev.cao.io.PrivateFiles;
import dev.cao.terminal.Session;
import dev.cao.terminal.SessionGoneException;
import dev.cao.terminal.TerminalRuntime;
import java.io.IOException;
import java.util.Optional;

/**
 * Keeps what a worker's pane shows at the moment of trouble: when it waits for somebody, when its task fails, when its
 * program dies. For people who read the report later; nothing is decided by it, and a picture that cannot be taken is
 * missing.
 */
final class Photographer {
    private static final int MOST_PICTURES = 500;

    private final RunDirectory directory;
    private final TerminalRuntime terminal;
    private final Ledger ledger;
    private int taken;

    Photographer(RunDirectory directory, TerminalRuntime terminal, Ledger ledger) {
        this.directory = directory;
        this.terminal = terminal;
        this.ledger = ledger;
    }

    /** Follows the journal until it is closed. */
    void run(Ledger.Follower follower) throws InterruptedException {
        try (follower) {
            Optional<JournalEntry> entry = follower.next();
            while (entry.isPresent()) {
                Optional<WorkerName> worker = inTrouble(entry.get().event());
                if (worker.isPresent() && taken < MOST_PICTURES) {
                    take(entry.get().seq(), worker.get());
                }
                entry = follower.next();
            }
        }
    }

    private Optional<WorkerName> inTrouble(RunEvent event) {
        return switch (event) {
            case RunEvent.TaskWaiting waiting -> session(waiting);
            case RunEvent.TaskEnded ended when ended.outcome() instanceof TaskOutcome.Failed -> session(ended);
            case RunEvent.WorkerGone gone -> Optional.of(gone.worker());
            default -> Optional.empty();
        };
    }

    private Optional<WorkerName> session(RunEvent.OfTask event) {
        return ledger.read(state -> state.task(event.task()).flatMap(TaskView::session));
    }

    private void take(long seq, WorkerName worker) throws InterruptedException {
        Optional<WorkerView.Pane> pane =
                ledger.read(state -> state.worker(worker).flatMap(WorkerView::session));
        if (pane.isEmpty()) {
            return;
        }
        Session session =
                new Session(pane.get().session(), pane.get().pane(), pane.get().pid());
        try {
            PrivateFiles.createDirectory(directory.root().resolve("screens"));
            PrivateFiles.writeNew(
                    directory.screen(seq), terminal.capture(session, 0).text() + "\n", false);
            taken++;
        } catch (SessionGoneException | CaoException | IOException _) {
            // Without a picture the report says what the journal knows. Who owns the terminal tells when it is gone.
            return;
        }
    }
}
