package dev.cao.run;

import dev.cao.domain.JournalEntry;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunId;
import dev.cao.domain.RunOutcome;
import dev.cao.domain.RunState;
import dev.cao.io.Subprocess;
import dev.cao.store.Journal;
import dev.cao.store.SqliteJournal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The orchestrator of a test's run as a process of its own, that dies, or loses its terminals, right after the n-th time
 * that it appended to the journal, or right after it recorded that a task is about to be given to its agent; or whose agents
 * die then. Arguments: the test's folder, the run, {@code none|self|agents|terminals|sent}, n.
 */
final class CrashingRun {
    /** What {@code kill -9} gives. */
    static final int KILLED = 137;

    private CrashingRun() {}

    public static void main(String[] args) throws InterruptedException {
        Path folder = Path.of(args[0]);
        RunDirectory directory = RunDirectory.of(folder.resolve("state"), new RunId(args[1]));
        int last = Integer.parseInt(args[3]);
        try (Orchestrator orchestrator = Orchestrator.open(
                directory,
                TestRun.machine(folder),
                file -> crashing(SqliteJournal.open(file), directory, args[2], last))) {
            Optional<RunOutcome> outcome = orchestrator.pursue();
            System.exit(outcome.orElseThrow().exit().code());
        } catch (dev.cao.domain.CaoException e) {
            System.err.println(e.what());
            System.exit(e.status().code());
        }
    }

    private static Journal crashing(Journal real, RunDirectory directory, String victim, int last) {
        return new Journal() {
            private int appends;

            @Override
            public List<JournalEntry> append(Instant at, List<RunEvent> events) {
                List<JournalEntry> entries = real.append(at, events);
                appends++;
                if (appends == last) {
                    crash(directory, victim);
                }
                if (victim.equals("sent") && events.stream().anyMatch(RunEvent.TaskSent.class::isInstance)) {
                    Runtime.getRuntime().halt(KILLED);
                }
                return entries;
            }

            @Override
            public List<JournalEntry> readAfter(long seq) {
                return real.readAfter(seq);
            }

            @Override
            public void close() {
                real.close();
            }
        };
    }

    private static void crash(RunDirectory directory, String victim) {
        if (victim.equals("self")) {
            Runtime.getRuntime().halt(KILLED);
        }
        if (victim.equals("agents")) {
            RunState state = new RunState();
            try (SqliteJournal journal = SqliteJournal.openReadOnly(directory.journal())) {
                journal.readAfter(0).forEach(state::apply);
            }
            state.workers().stream()
                    .flatMap(worker -> worker.session().stream())
                    .flatMap(pane -> ProcessHandle.of(pane.pid()).stream())
                    .forEach(ProcessHandle::destroyForcibly);
        }
        if (victim.equals("terminals")) {
            String socket =
                    RunSockets.find(directory).orElseThrow().tmux().socket().toString();
            try {
                var _ = Subprocess.run(
                        List.of("tmux", "-S", socket, "kill-server"),
                        Path.of("/"),
                        Map.of(),
                        "",
                        Duration.ofSeconds(10));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
