package dev.cao.run;

import dev.cao.control.ControlServer;
import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.JournalEntry;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunId;
import dev.cao.domain.RunOutcome;
import dev.cao.domain.RunPhase;
import dev.cao.domain.RunState;
import dev.cao.domain.TaskView;
import dev.cao.domain.WorkerView;
import dev.cao.io.DirectoryWatch;
import dev.cao.io.Reasons;
import dev.cao.profile.Hook;
import dev.cao.store.Journal;
import dev.cao.store.SqliteJournal;
import dev.cao.terminal.TerminalRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Owns one run from the first worker to the last socket. {@link #pursue} blocks its thread until the run has ended; the
 * other methods may be called from any thread meanwhile.
 */
public final class Orchestrator implements AutoCloseable {
    private static final Duration LAST_PICTURES = Duration.ofSeconds(3);

    private final RunDirectory directory;
    private final Machine machine;
    private final RunLock lock;
    private final Ledger ledger;
    private final RunPlan plan;
    private final Views views;
    private final Budget budget;
    private final Finale finale;
    private final boolean resumed;
    private final long replayed;
    private final CompletableFuture<RunOutcome> over = new CompletableFuture<>();
    private final AtomicBoolean hungUp = new AtomicBoolean();

    private Orchestrator(RunDirectory directory, Machine machine, RunLock lock, Ledger ledger, RunPlan plan) {
        this.directory = directory;
        this.machine = machine;
        this.lock = lock;
        this.ledger = ledger;
        this.plan = plan;
        this.views = new Views(directory);
        this.budget = new Budget(plan.team(), plan.options().unattended());
        this.finale = new Finale(plan, ledger, budget, hungUp::get);
        this.resumed = ledger.read(state -> state.orchestrator().isPresent());
        this.replayed = resumed ? ledger.read(RunState::seq) : 0;
    }

    /**
     * Takes a run over that was created.
     *
     * @throws CaoException if another orchestrator has it, or its journal cannot be used
     */
    public static Orchestrator open(RunDirectory directory, Machine machine) {
        return open(directory, machine, SqliteJournal::open);
    }

    static Orchestrator open(RunDirectory directory, Machine machine, Function<Path, Journal> journals) {
        RunLock lock = RunLock.take(directory.lock())
                .orElseThrow(() -> new CaoException(
                        ExitStatus.USAGE,
                        "run '%s' has a living orchestrator".formatted(directory.run()),
                        "'cao status %s' shows it.".formatted(directory.run())));
        try {
            Ledger ledger = new Ledger(journals.apply(directory.journal()), machine.time());
            RunPlan plan = ledger.read(RunState::created)
                    .map(Runs::planOf)
                    .orElseThrow(() -> new CaoException(
                            ExitStatus.NOT_FOUND, "the journal of '%s' is empty".formatted(directory.run()), ""));
            return new Orchestrator(directory, machine, lock, ledger, plan);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    public RunId run() {
        return plan.run();
    }

    /** Calls the reader with each entry after that number, on a thread of its own, until the run is closed. */
    public Thread follow(long afterSeq, Consumer<JournalEntry> reader) {
        Ledger.Follower follower = ledger.follow(afterSeq);
        return background("follower", () -> {
            try (follower) {
                Optional<JournalEntry> entry = follower.next();
                while (entry.isPresent()) {
                    reader.accept(entry.get());
                    entry = follower.next();
                }
            }
        });
    }

    /** Asks the run to end. Returns at once; {@link #pursue} returns when nothing is left. Later requests change nothing. */
    public void stop(String by, ExitStatus exit, String why) {
        ledger.append(new RunEvent.StopRequested(by, exit, why));
    }

    /** Leaves the run as it is, agents and all, for a resume: its terminal was closed. */
    public void hangUp() {
        hungUp.set(true);
        ledger.append(new RunEvent.Noted(RunEvent.Level.WARNING, "the terminal was closed; agents stay"));
    }

    /** Returns the number of the last entry that an earlier orchestrator of the run wrote; 0 if there was none. */
    public long replayed() {
        return replayed;
    }

    /** Returns where the team works. */
    public Path workingDirectory() {
        return plan.directory();
    }

    /** Returns who is to be told what happens. */
    public List<Hook> hooks() {
        return plan.team().hooks();
    }

    /** Records something that people should read, also when the run has ended already. */
    public void note(String text) {
        RunEvent note = new RunEvent.Noted(RunEvent.Level.WARNING, text);
        try {
            ledger.append(note);
        } catch (Ledger.Closed _) {
            try (SqliteJournal journal = SqliteJournal.open(directory.journal())) {
                var _ = journal.append(machine.time().now(), List.of(note));
            }
        }
    }

    /** Returns the processes of the agents that are not known to have ended. */
    public List<Long> agentProcesses() {
        return ledger.read(state -> state.workers().stream()
                .filter(worker -> worker.gone().isEmpty())
                .flatMap(worker -> worker.session().stream())
                .map(WorkerView.Pane::pid)
                .toList());
    }

    /** Returns the answers of the run's tasks so far, in order. */
    public List<TaskView> tasks() {
        return ledger.read(RunState::tasks);
    }

    /** Returns the files that the plan has written so far, each once. */
    public List<String> files() {
        return ledger.read(RunState::files);
    }

    /** Returns what each agent has spent so far. */
    public List<Spent> spent() {
        return ledger.read(budget::spent);
    }

    /**
     * Runs the team to its end. Of a run that has ended already, only leftovers are cleared away. Empty if the run was
     * left as it is by {@link #hangUp}.
     *
     * @throws CaoException if it cannot start, or cannot go on; nothing of it is left running then
     */
    public Optional<RunOutcome> pursue() throws InterruptedException {
        Optional<RunEvent.RunEnded> ended = ledger.read(RunState::ended);
        if (ended.isPresent()) {
            if (!plan.options().keep()) {
                var _ = Leftovers.clear(directory, machine.terminals());
            }
            ledger.close();
            return ended.map(end -> new RunOutcome(end.phase(), end.exit(), end.summary()));
        }
        List<Providers.Chosen> chosen;
        Supervisors.Chosen supervisor;
        Stage stage;
        try {
            chosen = Providers.choose(
                    plan.team(), plan.options().provider(), plan.directory(), machine::workerEnvironment);
            supervisor = Supervisors.choose(plan.team(), plan.directory(), machine, ledger.read(RunState::supervisor));
            stage = open(new Team(plan.team(), supervisor.agent().map(Providers.Chosen::worker)));
        } catch (CaoException e) {
            recordNoStart(e);
            throw e;
        }
        boolean stays = false;
        RunControl control = new RunControl(
                stage.team(), ledger, budget, stage.crew(), stage.toolbox(), stage.tokens(), machine.time(), over);
        String cao = String.join(" ", machine.caoCommand());
        try (ControlServer _ = ControlServer.open(stage.sockets().control().socket(), control, cao)) {
            Optional<RunOutcome> outcome = lead(supervisor.with(chosen), supervisor, stage);
            stays = outcome.isEmpty() || plan.options().keep();
            stage.crew().leave();
            Optional<RunOutcome> told = stays ? outcome : clear(stage, outcome);
            ledger.close();
            told.ifPresentOrElse(over::complete, () -> over.completeExceptionally(left()));
            return told;
        } catch (CaoException e) {
            over.completeExceptionally(e);
            throw e;
        } finally {
            if (!stays) {
                var _ = clear(stage, Optional.empty());
                GuestFiles.removeAll(directory);
                stage.sockets().remove();
            }
            stage.terminal().close();
        }
    }

    /** Ends all that belongs to the run, and names what does not end. */
    private Optional<RunOutcome> clear(Stage stage, Optional<RunOutcome> outcome) throws InterruptedException {
        stage.terminal().shutdown();
        List<String> left = Strays.end(directory, stage.sockets());
        return outcome.map(ended -> ended.leaving(left));
    }

    private CaoException left() {
        return new CaoException(
                ExitStatus.LOST,
                "the run's terminal was closed; its agents stay",
                "'cao resume " + run() + "' goes on.");
    }

    private Stage open(Team team) throws InterruptedException {
        RunSockets sockets = RunSockets.of(directory, machine.runtimeFolder());
        WorkerCrew crew = new WorkerCrew(why -> stop("cao", ExitStatus.LOST, why));
        ledger.decide(state -> List.of(new RunEvent.OrchestratorStarted(
                state.orchestrator().map(RunEvent.OrchestratorStarted::epoch).orElse(0) + 1,
                ProcessHandle.current().pid(),
                machine.bootId(),
                sockets.tmux().socket().toString())));
        if (resumed) {
            Handoffs.releaseThoseOfAgents(ledger, team);
            Questions.releaseAll(ledger);
        }
        Machine.Terminals terminals = machine.terminals();
        String label = plan.run().value();
        Optional<TerminalRuntime> earlier =
                resumed ? terminals.connect(sockets.tmux(), directory.terminal(), label, crew) : Optional.empty();
        TerminalRuntime terminal = earlier.isPresent()
                ? earlier.get()
                : terminals.start(sockets.tmux(), directory.terminal(), label, crew);
        return new Stage(
                team,
                sockets,
                terminal,
                earlier.isPresent(),
                crew,
                new Tokens(),
                new TeamToolbox(
                        team, ledger, crew, machine.time(), plan.options().unattended()));
    }

    /** Starts everything and waits for the end; empty if the run is to be left as it is. */
    private Optional<RunOutcome> lead(List<Providers.Chosen> chosen, Supervisors.Chosen supervisor, Stage stage)
            throws InterruptedException {
        try (DirectoryWatch watch = new DirectoryWatch(folder -> wake(stage.crew(), folder))) {
            background("narrator", () -> views.narrate(ledger.follow(replayed)));
            background(
                    "dispatcher",
                    () -> new Dispatcher(stage.team(), stage.crew(), ledger).run(ledger.follow(replayed)));
            Thread photographer = background(
                    "photographer",
                    () -> new Photographer(directory, stage.terminal(), ledger, machine.time())
                            .run(ledger.follow(replayed)));
            new Staffing(directory, machine, plan, stage.team(), ledger)
                    .start(chosen, stage, watch, (thread, fault) -> fault(thread.getName(), fault));
            boolean agent = supervisor.agent().isPresent();
            background("views", () -> views.show(stage.terminal(), machine.environment(), ledger, agent));
            background("supervisor", () -> supervision().lead(supervisor, stage.toolbox()));
            Optional<RunOutcome> outcome = finale.await(machine.time());
            stage.crew().catchUp();
            if (outcome.isPresent()) {
                finale.record(outcome.get());
                // What ended the run is still on a screen; a tmux that does not answer may not hold the end up.
                var _ = photographer.join(LAST_PICTURES);
            }
            return outcome;
        } catch (IOException e) {
            throw new CaoException(
                    ExitStatus.LOST, "cannot watch the run's folder: " + Reasons.of(e), "Is it still there?", e);
        }
    }

    private Supervision supervision() {
        return new Supervision(
                plan,
                machine,
                ledger,
                budget,
                line -> views.supervisor(machine.time().now(), line));
    }

    private static void wake(WorkerCrew crew, Path folder) {
        Path name = folder.getFileName();
        if (name != null) {
            crew.wake(new dev.cao.domain.WorkerName(name.toString()));
        }
    }

    /** A run in which nothing was ever started has nothing to go on with. */
    private void recordNoStart(CaoException why) {
        if (!resumed) {
            finale.record(new RunOutcome(RunPhase.FAILED, why.status(), why.what()));
        }
    }

    /** A thread of ours that fails would leave the run waiting for ever: the run ends instead, and says why. */
    private Thread background(String name, Work work) {
        return Thread.ofVirtual().name(name).start(() -> {
            try {
                work.run();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                fault(name, e);
            }
        });
    }

    /** Something that a thread does. */
    private interface Work {
        void run() throws InterruptedException;
    }

    private void fault(String thread, Throwable fault) {
        boolean told = fault instanceof CaoException;
        ExitStatus exit = fault instanceof CaoException cao ? cao.status() : ExitStatus.FAULT;
        try {
            stop("cao", exit, told ? String.valueOf(fault.getMessage()) : "a fault in " + thread + ": " + fault);
        } catch (CaoException | IllegalStateException _) {
            // The journal is broken or closed: the main thread learns that from the journal itself.
            return;
        }
    }

    @Override
    public void close() {
        ledger.close();
        lock.close();
    }
}
