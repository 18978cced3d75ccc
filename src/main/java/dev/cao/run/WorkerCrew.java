package dev.cao.run;

import dev.cao.agent.LiveStatus;
import dev.cao.domain.Address;
import dev.cao.domain.ProcessExit;
import dev.cao.domain.WorkerName;
import dev.cao.run.Signal.Reply;
import dev.cao.terminal.Session;
import dev.cao.terminal.SessionGoneException;
import dev.cao.terminal.TerminalRuntime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The living worker sessions of a run. Safe for many threads. */
final class WorkerCrew implements Crew, TerminalRuntime.Listener {
    /** A worker's thread may be in the middle of typing, which takes seconds at the most. */
    private static final long PATIENCE_SECONDS = 15;

    /** The end of a run waits so long for threads that are in the middle of typing. */
    private static final long CATCH_UP_SECONDS = 1;

    private final Map<WorkerName, WorkerSession> sessions = new ConcurrentHashMap<>();
    private final Map<WorkerName, Thread> threads = new ConcurrentHashMap<>();
    private final TypingHolds holds = new TypingHolds();
    private final ListedTools listed = new ListedTools();
    private final StatusBoard board = new StatusBoard();
    private final Stagger stagger = Stagger.ofThisMachine();
    private final Consumer<String> lost;

    /** @param lost called when the terminal server is gone */
    WorkerCrew(Consumer<String> lost) {
        this.lost = lost;
    }

    /** Starts driving the session, on a thread of its own. */
    void add(WorkerSession session, Thread.UncaughtExceptionHandler faults) {
        sessions.put(session.name(), session);
        threads.put(
                session.name(),
                Thread.ofVirtual()
                        .name("worker-" + session.name())
                        .uncaughtExceptionHandler(faults)
                        .start(session));
    }

    /** Lets the session look for new facts and work; does nothing for a name that is no session. */
    void wake(WorkerName name) {
        Optional.ofNullable(sessions.get(name)).ifPresent(session -> session.signal(new Signal.Wake()));
    }

    /** Returns to whom cao types now. */
    TypingHolds holds() {
        return holds;
    }

    /** Returns whose CLI has connected cao's tools. */
    ListedTools listed() {
        return listed;
    }

    /** The session's CLI has connected cao's tools. */
    void listed(WorkerName name) {
        listed.listed(name);
        wake(name);
    }

    /** Returns where sessions tell what they do. */
    StatusBoard board() {
        return board;
    }

    /** Returns what keeps too many agents from coming up at once. */
    Stagger stagger() {
        return stagger;
    }

    boolean usable(WorkerName name) {
        WorkerSession session = sessions.get(name);
        return session != null && !session.givenUp();
    }

    /**
     * Lets every session read what its agent has said by now, such as the receipt for the very message that made it finish
     * the run. Returns when all have, or after a second.
     */
    void catchUp() throws InterruptedException {
        List<CompletableFuture<Boolean>> readers = new ArrayList<>();
        sessions.forEach((name, session) -> {
            if (Optional.ofNullable(threads.get(name)).filter(Thread::isAlive).isPresent()) {
                CompletableFuture<Boolean> done = new CompletableFuture<>();
                session.signal(new Signal.CatchUp(done));
                readers.add(done);
            }
        });
        try {
            CompletableFuture.allOf(readers.toArray(CompletableFuture[]::new)).get(CATCH_UP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException _) {
            // What was not read stays open, and is told as uncertain.
            return;
        }
    }

    /** Ends every worker's thread; the sessions stay as they are. */
    void leave() throws InterruptedException {
        stagger.close();
        sessions.values().forEach(session -> session.signal(new Signal.Leave()));
        for (Thread thread : threads.values()) {
            if (!thread.join(java.time.Duration.ofSeconds(PATIENCE_SECONDS))) {
                thread.interrupt();
            }
        }
    }

    @Override
    public void exited(Session session, ProcessExit exit) {
        if (WorkerName.isValid(session.name())) {
            Optional.ofNullable(sessions.get(new WorkerName(session.name())))
                    .ifPresent(worker -> worker.signal(new Signal.Exited(session.pane(), exit)));
        }
    }

    @Override
    public void lost(String why) {
        lost.accept(why);
    }

    @Override
    public Map<WorkerName, LiveStatus> statuses() {
        Map<WorkerName, LiveStatus> statuses = new LinkedHashMap<>();
        sessions.forEach((name, session) -> statuses.put(name, session.status()));
        return statuses;
    }

    @Override
    public Reply interrupt(WorkerName worker, Address by, String reason) throws InterruptedException {
        CompletableFuture<Reply> done = new CompletableFuture<>();
        return ask(worker, new Signal.Interrupt(by, reason, done), done);
    }

    @Override
    public Reply answer(WorkerName worker, Address by, String answer) throws InterruptedException {
        CompletableFuture<Reply> done = new CompletableFuture<>();
        return ask(worker, new Signal.Answer(by, answer, done), done);
    }

    private Reply ask(WorkerName worker, Signal signal, CompletableFuture<Reply> done) throws InterruptedException {
        WorkerSession session = sessions.get(worker);
        if (session == null) {
            return new Reply(false, "there is no worker '%s' in this run".formatted(worker));
        }
        session.signal(signal);
        try {
            return done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException _) {
            return new Reply(false, "worker %s does not react".formatted(worker));
        } catch (ExecutionException e) {
            return new Reply(false, "worker %s: %s".formatted(worker, e.getCause()));
        }
    }

    @Override
    public String output(WorkerName worker, int lines) throws InterruptedException {
        Optional<WorkerSession> session = Optional.ofNullable(sessions.get(worker));
        Optional<String> screen = Optional.empty();
        try {
            if (session.isPresent()) {
                screen = session.get().screen(lines);
            }
        } catch (SessionGoneException e) {
            return "worker %s is gone: %s".formatted(worker, e.exit());
        }
        return screen.map(text -> tail(text, lines)).orElse("");
    }

    private static String tail(String text, int lines) {
        List<String> all = text.stripTrailing().lines().toList();
        return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    }

    @Override
    public String hold(WorkerName worker) {
        WorkerSession session = sessions.get(worker);
        return session == null ? "" : session.hold();
    }
}
