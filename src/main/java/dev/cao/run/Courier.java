package dev.cao.run;

import dev.cao.agent.AgentProvider;
import dev.cao.agent.AgentProvider.Reply.Append;
import dev.cao.domain.AgentStatus;
import dev.cao.domain.FailureReason;
import dev.cao.domain.RunEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Brings what waits for a worker into its agent, when the agent is idle and nobody else types. For the worker's thread. */
final class Courier {
    /** A person who types is looked for again after this time: tmux has no event for "stopped typing". */
    private static final Duration HOLD = Duration.ofSeconds(2);

    /**
     * The receipt may be that of a person's Enter, and ours still on its way through the terminal: requests are held until
     * a loaded machine has brought it in. tmux has no event for that.
     */
    private static final Duration KEYS = Duration.ofMillis(500);

    /** A draft that stands so long where nobody attends the run, and nobody is attached, is nobody's. */
    private static final Duration ABANDONED = Duration.ofSeconds(5);

    /** A CLI looks into the file of its input now and then; one that is slow gets it in a while. */
    private static final Duration HANDED_OVER = Duration.ofSeconds(20);

    private static final int MOST_LOOKS = 3;

    private final Team.Member member;
    private final AgentProvider provider;
    private final WorkerTools tools;
    private final TaskDesk desk;
    private final Typist typist;
    private final Action catchUp;
    private final FirstTurn firstTurn;
    private volatile String hold = "";
    /** An agent that is interrupted early puts its prompt back into the box. */
    private String lastTyped = "";

    private Instant holdUntil = Instant.MAX;
    private Instant heldSince = Instant.MAX;
    private Instant keysArrived = Instant.MIN;
    private Instant release = Instant.MAX;
    /** What is pasted, and when the submit key may follow. */
    private Optional<Delivery> settling = Optional.empty();

    private Instant settled = Instant.MAX;

    /** Something that may wait: typing, or taking in what the agent has written. */
    interface Action {
        void run() throws InterruptedException;
    }

    /** @param catchUp takes in what the agent has written by now, so that its status is the newest that can be known */
    Courier(
            Team.Member member,
            AgentProvider provider,
            WorkerTools tools,
            TaskDesk desk,
            Typist typist,
            Action catchUp) {
        this.member = member;
        this.provider = provider;
        this.tools = tools;
        this.desk = desk;
        this.typist = typist;
        this.catchUp = catchUp;
        this.firstTurn = new FirstTurn(member, provider, tools);
    }

    /** Returns why something waits although the agent seems free; empty when nothing does. For any thread. */
    String hold() {
        return hold;
    }

    /** Returns when to look again whether the hold is over. */
    Instant holdUntil() {
        Instant next = Incarnation.earlier(release, settled);
        return hold.isEmpty() ? next : Incarnation.earlier(next, holdUntil);
    }

    /** Delivers the next text, if there is one and it can be taken now. */
    void deliver(Incarnation now) throws InterruptedException {
        hold = "";
        Optional<RunEvent.LimitReached> limit = limit();
        if (limit.isPresent()) {
            keepBack(now, limit.get());
            return;
        }
        Optional<Outgoing> next = now.status() == AgentStatus.IDLE && desk.isFree()
                ? tools.ledger().read(state -> Outgoing.next(state, member))
                : Optional.empty();
        if (next.isEmpty()) {
            heldSince = Instant.MAX;
            return;
        }
        hold = firstTurn.obstacle(now.number(), tools.time().now());
        if (!hold.isEmpty()) {
            holdUntil = firstTurn.until();
            return;
        }
        if (tools.time().now().isBefore(now.boxSettled())) {
            hold = "it was interrupted, and may put its prompt back into the input box";
            holdUntil = now.boxSettled();
            return;
        }
        hold = typist.obstacle(now.session(), tools.time().now(), lastTyped, member.profile());
        holdUntil = tools.time().now().plus(HOLD);
        if (!hold.isEmpty()) {
            clearAbandoned(now);
        } else {
            heldSince = Instant.MAX;
            Optional<Delivery> delivery = desk.claim(next.get(), provider, now.place());
            if (delivery.isPresent()) {
                lastTyped = delivery.get().typed();
                bring(now, delivery.get());
            }
        }
    }

    /** A run that nobody attends must not wait for somebody to send or delete a draft. */
    private void clearAbandoned(Incarnation now) throws InterruptedException {
        heldSince = Incarnation.earlier(heldSince, tools.time().now());
        boolean old = !tools.time().now().isBefore(heldSince.plus(ABANDONED));
        if (old && tools.unattended() && !typist.isWatched(now.session())) {
            heldSince = Instant.MAX;
            tools.ledger()
                    .append(new RunEvent.Noted(
                            RunEvent.Level.WARNING,
                            "%s: %s; nobody attends this run, so it is removed".formatted(member.session(), hold)));
            typist.clear(now.session());
        }
    }

    private void bring(Incarnation now, Delivery delivery) throws InterruptedException {
        Optional<Append> handover = provider.handover(now.eventLog(), delivery.id(), delivery.typed());
        if (handover.isPresent()) {
            handOver(now, delivery, handover.get());
        } else {
            paste(now, delivery);
        }
    }

    /** No key is pressed, so that no request need be held. A text that the file holds is not handed over again. */
    private void handOver(Incarnation now, Delivery delivery, Append handover) throws InterruptedException {
        catchUp.run();
        if (!desk.isOpen(delivery) || now.status() != AgentStatus.IDLE) {
            return;
        }
        if (!Typist.holds(handover)) {
            typist.reply(now.session(), handover, now.eventLog());
        }
        desk.handedOver(HANDED_OVER);
    }

    /** Tells whether its agent is needed: something waits for it, and no limit keeps that back. */
    boolean hasWork() {
        Optional<RunEvent.LimitReached> limit = limit();
        limit.filter(reached -> !reached.pauses())
                .ifPresent(reached -> desk.refuseEverything(FailureReason.LIMIT, reached.detail()));
        return limit.isEmpty()
                && tools.ledger().read(state -> Outgoing.next(state, member)).isPresent();
    }

    private Optional<RunEvent.LimitReached> limit() {
        return tools.ledger()
                .read(state -> state.limits().holding(member.worker().value()));
    }

    /** Types nothing; where the agent is stopped, not paused, what it has in hand and what waits for it fails. */
    private void keepBack(Incarnation now, RunEvent.LimitReached limit) throws InterruptedException {
        if (limit.pauses()) {
            boolean waits =
                    tools.ledger().read(state -> Outgoing.next(state, member)).isPresent();
            hold = waits ? limit.detail() + "; 'cao resume RUN --limit …' raises it" : "";
            holdUntil = Instant.MAX;
            return;
        }
        boolean works = !desk.isFree() && !desk.isTyping();
        desk.fail(FailureReason.LIMIT, limit.detail());
        desk.refuseEverything(FailureReason.LIMIT, limit.detail());
        if (works) {
            now.stopping(tools.time().now());
            now.interrupt(typist);
        }
    }

    /** No receipt came in time: the screen decides whether to submit again, to paste again, or to give up. */
    void lookAgain(Incarnation now, Delivery delivery) throws InterruptedException {
        if (now.status() != AgentStatus.IDLE) {
            now.typed();
            desk.extend();
            return;
        }
        Optional<Append> handover = provider.handover(now.eventLog(), delivery.id(), delivery.typed());
        if (handover.isPresent()) {
            if (delivery.submits() < MOST_LOOKS) {
                handOver(now, delivery, handover.get());
            } else {
                desk.notAccepted(delivery, "it was handed over; the agent gave no receipt");
            }
            return;
        }
        switch (typist.look(now.session(), delivery)) {
            case WAIT -> desk.lookLater();
            case SUBMIT -> {
                desk.extend();
                submit(now, delivery);
            }
            case PASTE -> {
                desk.pastingAgain(delivery, now.place());
                paste(now, delivery);
            }
            case GIVE_UP -> {
                desk.notAccepted(
                        delivery,
                        "it was typed %d times and Enter pressed %d times; the agent gave no receipt"
                                .formatted(delivery.pastes(), delivery.submits()));
                typist.clear(now.session());
                now.typed();
            }
        }
    }

    /** The agent's requests are held from before the paste until its receipt, and read once more after they are held. */
    private void paste(Incarnation now, Delivery delivery) throws InterruptedException {
        now.typing();
        catchUp.run();
        if (desk.isOpen(delivery) && now.status() == AgentStatus.IDLE) {
            typist.paste(now.session(), delivery.typed());
        }
        settled = tools.time().now().plus(provider.composer().settling());
        settling = Optional.of(delivery);
        submitWhatSettled(now);
    }

    private void submitWhatSettled(Incarnation now) throws InterruptedException {
        Optional<Delivery> pasted = settling;
        if (pasted.isPresent() && !tools.time().now().isBefore(settled)) {
            settling = Optional.empty();
            settled = Instant.MAX;
            if (desk.isOpen(pasted.get())) {
                submit(now, pasted.get());
            }
        }
    }

    /** Lets the agent ask again once nothing of ours is on its way into it. */
    void settle(Incarnation now) throws InterruptedException {
        submitWhatSettled(now);
        if (desk.isTyping()) {
            return;
        }
        boolean arrived = !tools.time().now().isBefore(keysArrived);
        release = arrived ? Instant.MAX : keysArrived;
        if (arrived) {
            now.typed();
        }
    }

    /** Presses the submit key, unless the agent stopped being idle since the text was pasted. */
    private void submit(Incarnation now, Delivery delivery) throws InterruptedException {
        now.typing();
        catchUp.run();
        if (desk.isOpen(delivery) && now.status() == AgentStatus.IDLE) {
            typist.submit(now.session());
            keysArrived = tools.time().now().plus(KEYS);
            desk.submitted();
        } else {
            now.typed();
        }
    }
}
