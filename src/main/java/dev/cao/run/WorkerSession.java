package dev.cao.run;

import dev.cao.agent.AgentFact;
import dev.cao.agent.AgentProvider;
import dev.cao.agent.LiveStatus;
import dev.cao.agent.StatusTracker;
import dev.cao.domain.AgentStatus;
import dev.cao.domain.FailureReason;
import dev.cao.domain.ProcessExit;
import dev.cao.domain.RunEvent;
import dev.cao.domain.WorkerName;
import dev.cao.terminal.Session;
import dev.cao.terminal.SessionGoneException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * Drives one worker session: starts its agent, reads its facts, gives it what waits for it, and starts it again when it
 * dies with work left. One thread runs {@link #run} and owns everything mutable here; other threads only put signals
 * into its queue and read what it published.
 */
final class WorkerSession implements Runnable {
    private final Team.Member member;
    private final WorkerLauncher.Choice choice;
    private final WorkerTools tools;
    private final Duty duty;
    private final Optional<WorkerLauncher.Adoption> adoption;
    private final BooleanSupplier othersUsable;
    private final Signals signals = new Signals();
    private final Published published;
    private volatile boolean givenUp;
    private volatile Optional<Session> pane = Optional.empty();
    private Optional<Incarnation> running = Optional.empty();
    private final TaskDesk desk;
    private final Typist typist;
    private final Courier courier;
    private final Interventions interventions;
    private final Restarts restarts;
    /** The agent's own id of the conversation to go on with at the next start; empty for a new one. */
    private Optional<String> conversation = Optional.empty();

    /**
     * @param adoption the program that an earlier orchestrator started, if there was one
     * @param othersUsable whether another session of the same worker can still take its tasks
     */
    WorkerSession(
            Team.Member member,
            WorkerLauncher.Choice choice,
            WorkerTools tools,
            Duty duty,
            Optional<WorkerLauncher.Adoption> adoption,
            BooleanSupplier othersUsable) {
        this.duty = duty;
        this.adoption = adoption;
        this.restarts = new Restarts(member.profile().restarts());
        this.member = member;
        this.choice = choice;
        this.tools = tools;
        this.othersUsable = othersUsable;
        this.published = new Published(
                name(), tools.board(), new StatusTracker(tools.time().now()).now());
        this.desk = new TaskDesk(member, tools);
        this.typist = new Typist(choice.provider(), tools.terminal());
        this.courier = new Courier(member, choice.provider(), tools, desk, typist, this::catchUp);
        this.interventions = new Interventions(member, choice.provider(), desk, tools);
    }

    void signal(Signal signal) {
        signals.add(signal);
    }

    WorkerName name() {
        return member.session();
    }

    LiveStatus status() {
        return published.now();
    }

    /** Returns why something waits for this worker although it seems free; empty when nothing does. */
    String hold() {
        return courier.hold();
    }

    /** Tells whether its agent could not be kept alive, so that it takes no more work. */
    boolean givenUp() {
        return givenUp;
    }

    /** Returns its screen with some history above; empty while no program runs in it. */
    Optional<String> screen(int history) throws InterruptedException {
        Optional<Session> shown = pane;
        return shown.isPresent()
                ? Optional.of(tools.terminal().capture(shown.get(), history).text())
                : Optional.empty();
    }

    @Override
    public void run() {
        try {
            if (adoption.isPresent()) {
                adopt(adoption.get());
            } else {
                conversation = tools.launcher().kept(member, choice, duty.conversation());
                desk.dropLost();
                start();
            }
            signal(new Signal.Wake());
            boolean staying = true;
            while (staying) {
                staying = handle(nextSignal());
                catchUp();
                expire();
                deliver();
                running.ifPresent(now -> published.is(now.now()));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Signal nextSignal() throws InterruptedException {
        Instant ofAgent = running.map(Incarnation::nextDeadline).orElse(Instant.MAX);
        Instant ofDelivery = Incarnation.earlier(desk.nextDeadline(), courier.holdUntil());
        Instant next = Incarnation.earlier(Incarnation.earlier(ofAgent, ofDelivery), interventions.nextLook());
        return signals.next(Incarnation.earlier(next, restarts.next()), tools.time());
    }

    private boolean handle(Signal signal) throws InterruptedException {
        switch (signal) {
            case Signal.Wake _ -> {} // the loop looks for facts and work after each signal
            case Signal.Exited(String pane, ProcessExit exit) -> {
                if (running.filter(now -> now.session().pane().equals(pane)).isPresent()) {
                    gone(exit);
                }
            }
            case Signal.Interrupt interrupt -> {
                catchUp();
                interrupt.done().complete(interventions.interrupt(interrupt, statusNow(), this::stopTurn));
            }
            case Signal.Answer answer -> {
                catchUp();
                Courier.Action keys = () -> guarded(() -> interventions.press(answer, running.orElseThrow(), typist));
                answer.done().complete(interventions.answer(answer, statusNow(), keys));
            }
            case Signal.CatchUp(CompletableFuture<Boolean> done) -> {
                catchUp();
                done.complete(true);
            }
            case Signal.Leave _ -> {
                return false;
            }
        }
        return true;
    }

    /** Goes on with a program that an earlier orchestrator of this run started, alive or not. */
    private void adopt(WorkerLauncher.Adoption earlier) throws InterruptedException {
        Incarnation incarnation =
                new Incarnation(earlier.started(), choice.provider(), tools, () -> signal(new Signal.Wake()));
        restarts.started();
        // Its CLI asked an earlier orchestrator.
        tools.listed().listed(name());
        running = Optional.of(incarnation);
        pane = Optional.of(earlier.started().session());
        long mark = desk.restore().orElse(Long.MAX_VALUE);
        if (earlier.ready()) {
            boolean _ = incarnation.becameReady();
        }
        for (Incarnation.Seen seen : incarnation.newFacts()) {
            incarnation.take(seen.fact());
            if (seen.offset() >= mark) {
                take(seen.fact());
            } else {
                desk.seen(seen.fact());
                boolean _ = duty.heard(seen.fact());
            }
        }
        if (incarnation.status() == AgentStatus.IDLE) {
            becameReady();
        } else if (mark == Long.MAX_VALUE
                && incarnation.status() == AgentStatus.BLOCKED
                && desk.openRequest().isPresent()) {
            // The earlier orchestrator may have died before it answered.
            take(desk.openRequest().get());
        }
        Optional<ProcessExit> exit = earlier.lost().isPresent()
                ? earlier.lost()
                : tools.terminal().exit(earlier.started().session());
        if (exit.isPresent()) {
            gone(exit.get(), true);
            start();
        }
    }

    private void start() throws InterruptedException {
        tools.stagger().enter(member.session());
        restarts.started();
        tools.listed().starts(name());
        published.is(new StatusTracker(tools.time().now()).now());
        WorkerLauncher.Started started = tools.launcher().start(member, choice, conversation);
        running = Optional.of(new Incarnation(started, choice.provider(), tools, () -> signal(new Signal.Wake())));
        conversation.ifPresent(_ -> running.get().goesOn());
        pane = Optional.of(started.session());
    }

    /** Reads what the agent wrote since the last time. */
    private void catchUp() throws InterruptedException {
        Optional<Incarnation> now = running;
        if (now.isPresent()) {
            for (Incarnation.Seen seen : now.get().newFacts()) {
                now.get().take(seen.fact());
                take(seen.fact());
            }
        }
    }

    private AgentStatus statusNow() {
        return running.map(Incarnation::status).orElse(AgentStatus.GONE);
    }

    private void take(AgentFact fact) throws InterruptedException {
        if (duty.heard(fact)) {
            restarts.finishedTask();
        }
        switch (fact) {
            case AgentFact.Ready _ -> becameReady();
            case AgentFact.PromptTaken taken -> {
                if (!desk.taken(taken)) {
                    running.ifPresent(Incarnation::turnIsAPersons);
                }
            }
            case AgentFact.TurnEnded ended -> {
                if (desk.turnEnded(ended)) {
                    finishedTask();
                }
            }
            case AgentFact.BackgroundEnded ended -> {
                if (desk.backgroundEnded(ended.work())) {
                    finishedTask();
                }
            }
            case AgentFact.Interrupted interrupted -> desk.interrupted(interrupted.prompt());
            case AgentFact.Waiting waiting -> {
                Optional<AgentProvider.Reply> decided = interventions.policy(waiting);
                if (decided.isPresent()) {
                    guarded(() -> interventions.answer(waiting, decided.get(), running.get(), typist));
                } else {
                    duty.asked(waiting);
                    if (desk.waiting(waiting)) {
                        stopTurn();
                    }
                }
            }
            case AgentFact.WaitOver _ -> {
                interventions.dialogIsOver();
                desk.waitOver();
            }
            case AgentFact.Usage usage -> tools.ledger().append(interventions.measured(usage));
            case AgentFact.Working _, AgentFact.SessionEnded _ -> {
                // The status shows these; no task changes by them.
            }
        }
    }

    private void becameReady() {
        running.filter(Incarnation::becameReady)
                .ifPresent(now -> tools.ledger().append(new RunEvent.WorkerReady(member.session(), now.number())));
        tools.stagger().leave(member.session());
    }

    private void finishedTask() throws InterruptedException {
        restarts.finishedTask();
        if (member.profile().fresh() && running.isPresent()) {
            Session old = running.get().session();
            gone(new ProcessExit.Unknown("ended for a fresh conversation"));
            tools.terminal().kill(old);
        }
    }

    /** Acts on whatever deadline has passed. */
    private void expire() throws InterruptedException {
        Instant now = tools.time().now();
        if (running.isEmpty()) {
            return;
        }
        Optional<String> stuck = running.get().stuck(now);
        if (stuck.isPresent()) {
            Session session = running.get().session();
            tools.ledger()
                    .append(new RunEvent.Noted(
                            RunEvent.Level.WARNING,
                            "worker %s %s and is killed".formatted(member.session(), stuck.get())));
            gone(new ProcessExit.Unknown(stuck.get()));
            tools.terminal().kill(session);
            return;
        }
        if (running.get().listen(now)) {
            desk.fail(
                    FailureReason.NO_SIGNAL,
                    "neither an event nor any output for " + Silence.HOPELESS.toMinutes() + " min");
            stopTurn();
        }
        Incarnation incarnation = running.get();
        guarded(() -> lookAtDialogs(incarnation, now));
        if (desk.overdue(now)) {
            stopTurn();
        }
        Optional<Delivery> overdue = desk.receiptOverdue(now);
        if (overdue.isPresent()) {
            guarded(() -> courier.lookAgain(incarnation, overdue.get()));
        }
    }

    private void lookAtDialogs(Incarnation agent, Instant now) throws InterruptedException {
        interventions.lookAtStart(agent, typist, now);
        Optional<AgentFact.Waiting> unanswered = interventions.lookAtDialog(agent, typist, now);
        if (unanswered.isPresent() && desk.waiting(unanswered.get())) {
            stopTurn();
        }
    }

    /** Ends the agent's turn, whose task has been settled already. */
    private void stopTurn() throws InterruptedException {
        running.ifPresent(now -> now.stopping(tools.time().now()));
        guarded(() -> running.orElseThrow().interrupt(typist));
    }

    private void deliver() throws InterruptedException {
        Optional<Incarnation> now = running;
        if (now.isPresent()) {
            guarded(() -> courier.settle(now.get()));
            guarded(() -> courier.deliver(now.get()));
            if (statusNow() == AgentStatus.IDLE && desk.isFree()) {
                duty.rest();
            }
        } else {
            startAgainOrGiveUp();
        }
    }

    /** Runs what needs a living session; if it died meanwhile, that is what happened instead. */
    private void guarded(Courier.Action typing) throws InterruptedException {
        try {
            typing.run();
        } catch (SessionGoneException e) {
            gone(e.exit());
        }
    }

    private void startAgainOrGiveUp() throws InterruptedException {
        if (!courier.hasWork()) {
            return;
        }
        if (!givenUp && !restarts.exhausted()) {
            if (restarts.mayStart(tools.time().now())) {
                start();
            }
            return;
        }
        givenUp = true;
        String why = "%s ended %d times without having got anything done; last: %s"
                .formatted(member.session(), restarts.inARow(), published.now().detail());
        if (!duty.givenUp(why) && !othersUsable.getAsBoolean()) {
            desk.refuseEverything(FailureReason.WORKER_UNAVAILABLE, why);
        }
    }

    private void gone(ProcessExit exit) throws InterruptedException {
        gone(exit, false);
    }

    /** @param withTheRun whether the run itself was down */
    private void gone(ProcessExit exit, boolean withTheRun) throws InterruptedException {
        catchUp();
        if (running.isEmpty()) {
            return;
        }
        Incarnation ended = running.get();
        running = Optional.empty();
        conversation = tools.launcher().kept(member, choice, ended.conversation(member.profile()));
        interventions.dialogIsOver();
        ended.gone(exit, tools.time().now());
        published.is(ended.now());
        RunEvent end =
                new RunEvent.WorkerGone(member.session(), ended.number(), exit, typist.lastWords(ended.session()));
        tools.ledger().decide(state -> {
            List<RunEvent> events = new ArrayList<>(List.of(end));
            events.addAll(duty.ended(state, exit, conversation.isPresent()));
            return events;
        });
        restarts.ended(tools.time().now());
        desk.workerDied(exit, withTheRun);
    }
}
