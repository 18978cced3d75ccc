package dev.cao.cli;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.JournalEntry;
import dev.cao.domain.ProcessExit;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunPhase;
import dev.cao.domain.RunState;
import dev.cao.domain.TaskOutcome;
import dev.cao.io.SocketPlace;
import dev.cao.run.RunDirectory;
import dev.cao.run.RunLock;
import dev.cao.run.RunSockets;
import dev.cao.store.SqliteJournal;
import dev.cao.terminal.Session;
import dev.cao.terminal.TerminalRuntime;
import dev.cao.terminal.TmuxPlace;
import dev.cao.terminal.TmuxProgram;
import dev.cao.terminal.TmuxRuntime;
import java.io.IOException;
import java.nio.file.Files;
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
            boolean closed = closeSessions();
            Optional<RunPhase> before = recordEnd(reason);
            return "%s: %s"
                    .formatted(
                            directory.run(),
                            before.map(phase -> closed
                                            ? "its open sessions are closed (it had ended: %s)"
                                                    .formatted(phase.wireName())
                                            : "had ended (%s); nothing was left".formatted(phase.wireName()))
                                    .orElse("stopped (its orchestrator was gone)"));
        }
    }

    private CaoException alive() {
        return new CaoException(
                ExitStatus.LOST,
                "the orchestrator of run %s lives and does not answer".formatted(directory.run()),
                "It is just starting or ending; try again.");
    }

    /** Returns whether there was a terminal server. */
    private boolean closeSessions() throws InterruptedException {
        Optional<RunSockets> sockets = RunSockets.find(directory);
        if (sockets.isEmpty()) {
            return false;
        }
        boolean closed = false;
        if (Files.exists(sockets.get().tmux().socket())) {
            TmuxProgram tmux = TmuxProgram.find(wiring.environment().getOrDefault("PATH", ""));
            TmuxPlace place = new TmuxPlace(
                    tmux,
                    sockets.get().tmux(),
                    directory.terminal(),
                    directory.run().value());
            try (TmuxRuntime terminal = TmuxRuntime.connect(place, new Deaf())) {
                terminal.shutdown();
                closed = true;
            } catch (CaoException e) {
                if (e.status() != ExitStatus.LOST) {
                    throw e;
                }
                // The server is gone and only its socket is left.
            }
        }
        remove(sockets.get().tmux());
        remove(sockets.get().control());
        return closed;
    }

    private static void remove(SocketPlace place) {
        try {
            place.remove();
        } catch (IOException e) {
            throw new CaoException(
                    ExitStatus.USAGE,
                    "cannot remove the socket %s: %s".formatted(place.socket(), Reasons.of(e)),
                    "Remove it by hand.",
                    e);
        }
    }

    /** Returns how the run had ended before; empty if it had not. */
    private Optional<RunPhase> recordEnd(String reason) {
        RunState state = new RunState();
        try (SqliteJournal journal = SqliteJournal.open(directory.journal())) {
            journal.readAfter(0).forEach(state::apply);
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

    /** Ends of sessions are what we ask for here. */
    private static final class Deaf implements TerminalRuntime.Listener {
        @Override
        public void exited(Session session, ProcessExit exit) {
            // Expected.
        }

        @Override
        public void lost(String why) {
            // Expected.
        }
    }
}
