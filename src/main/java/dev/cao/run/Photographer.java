package dev.cao.run;

import dev.cao.domain.CaoException;
import dev.cao.domain.JournalEntry;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunState;
import dev.cao.domain.TaskId;
import dev.cao.domain.TaskOutcome;
import dev.cao.domain.TaskState;
import dev.cao.domain.TaskView;
import dev.cao.domain.WorkerName;
import dev.cao.domain.WorkerView;
import dev.cao.io.PrivateFiles;
import dev.cao.io.Time;
import dev.cao.terminal.Session;
import dev.cao.terminal.SessionGoneException;
import dev.cao.terminal.TerminalRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps what a worker's pane shows at the moment of trouble: when it waits for somebody, when its task fails, when its
 * program dies. For people who read the report later; nothing is decided by it, and a picture that cannot be taken is
 * missing. An agent tells that it waits before it draws its dialog, or holds the dialog back; therefore the picture of
 * one that still waits is taken again and replaced. {@link #run} belongs to one thread.
 */
final class Photographer {
    private static final int MOST_PICTURES = 500;

    /** After the first picture, each from the one before. */
    private static final List<Duration> AGAIN = List.of(
            Duration.ofMillis(300),
            Duration.ofMillis(700),
            Duration.ofSeconds(2),
            Duration.ofSeconds(7),
            Duration.ofSeconds(20));

    private final RunDirectory directory;
    private final TerminalRuntime terminal;
    private final Ledger ledger;
    private final Time time;
    private int taken;

    Photographer(RunDirectory directory, TerminalRuntime terminal, Ledger ledger, Time time) {
        this.directory = directory;
        this.terminal = terminal;
        this.ledger = ledger;
        this.time = time;
    }

    /** Follows the journal until the run's end is told, or it is closed. */
    void run(Ledger.Follower follower) throws InterruptedException {
        try (follower) {
            Optional<JournalEntry> entry = follower.next();
            while (entry.isPresent() && !(entry.get().event() instanceof RunEvent.RunEnded)) {
                Optional<WorkerName> worker = inTrouble(entry.get().event());
                if (worker.isPresent() && taken < MOST_PICTURES) {
                    taken++;
                    take(entry.get().seq(), worker.get());
                    if (entry.get().event() instanceof RunEvent.TaskWaiting waiting) {
                        long seq = entry.get().seq();
                        Thread.ofVirtual()
                                .name("photographer-again")
                                .start(() -> again(seq, waiting.task(), worker.get()));
                    }
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

    private void again(long seq, TaskId task, WorkerName worker) {
        try {
            Optional<Instant> since = ledger.read(state -> waitingSince(state, task));
            for (Duration pause : AGAIN) {
                Optional<Boolean> over = ledger.await(
                        state -> waitingSince(state, task).equals(since) ? Optional.empty() : Optional.of(true),
                        time.now().plus(pause));
                if (since.isEmpty() || over.isPresent()) {
                    return;
                }
                take(seq, worker);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (CaoException | Ledger.Closed _) {
            // The run ends; the picture that there is stays.
            return;
        }
    }

    private static Optional<Instant> waitingSince(RunState state, TaskId task) {
        return state.task(task)
                .filter(view -> view.state() == TaskState.WAITING)
                .map(TaskView::since);
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
            Path picture = directory.screen(seq);
            Path developed = picture.resolveSibling(seq + ".new");
            Files.deleteIfExists(developed);
            PrivateFiles.writeNew(developed, terminal.capture(session, 0).text() + "\n", false);
            Files.move(developed, picture, StandardCopyOption.ATOMIC_MOVE);
        } catch (SessionGoneException | CaoException | IOException _) {
            // Without a picture the report says what the journal knows. Who owns the terminal tells when it is gone.
            return;
        }
    }
}
