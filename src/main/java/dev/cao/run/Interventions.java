package dev.cao.run;

import dev.cao.agent.AgentFact;
import dev.cao.agent.AgentProvider;
import dev.cao.domain.AgentStatus;
import dev.cao.domain.FailureReason;
import dev.cao.domain.RunEvent;
import dev.cao.domain.WorkerName;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** What a person or the supervisor does to a worker from outside of its pane. For the worker's thread. */
final class Interventions {
    /** A dialog at the start is waited for as long as somebody may answer it. */
    private static final Duration PERSON = Duration.ofSeconds(60);

    private final Team.Member member;
    private final WorkerName name;
    private final AgentProvider provider;
    private final TaskDesk desk;
    private final WorkerTools tools;
    private final Ledger ledger;
    private final DialogKeys keys = new DialogKeys();

    Interventions(Team.Member member, AgentProvider provider, TaskDesk desk, WorkerTools tools) {
        this.member = member;
        this.name = member.session();
        this.provider = provider;
        this.desk = desk;
        this.tools = tools;
        this.ledger = tools.ledger();
    }

    /** Returns what the profile decides about a request by itself; empty when somebody has to. */
    Optional<AgentProvider.Reply> policy(AgentFact.Waiting waiting) {
        if (waiting.on() != RunEvent.Wait.PERMISSION) {
            return Optional.empty();
        }
        Optional<String> decision = switch (member.profile().permissions()) {
            case ALLOW -> Optional.of("allow");
            case DENY -> Optional.of("deny");
            case SUPERVISOR, USER -> Optional.empty();
        };
        decision.ifPresent(word -> ledger.append(new RunEvent.Noted(
                RunEvent.Level.INFO, "%s: by its profile, %s: %s".formatted(name, word, waiting.detail()))));
        return decision.flatMap(word -> provider.reply(waiting, word));
    }

    RunEvent measured(AgentFact.Usage usage) {
        return new RunEvent.UsageMeasured(
                name,
                usage.model(),
                usage.input(),
                usage.output(),
                usage.cacheRead(),
                usage.cacheWrite(),
                usage.costUsd());
    }

    /** An agent that is coming up may ask something: what the user agreed to is answered, all else is for people. */
    void lookAtStart(Incarnation starting, Typist typist, Instant now) throws InterruptedException {
        if (!starting.looksDue(now)) {
            return;
        }
        switch (typist.sight(starting.session())) {
            case AgentProvider.Sight.Dialog dialog -> dialogAtStart(dialog, starting, typist, now);
            case AgentProvider.Sight.Idle _, AgentProvider.Sight.Failed _ -> {
                if (provider.isReadyOnScreen()) {
                    starting.readyOnScreen();
                }
            }
            case AgentProvider.Sight.Busy _, AgentProvider.Sight.Unknown _ -> {
                // It is not there yet.
            }
        }
    }

    private void dialogAtStart(AgentProvider.Sight.Dialog dialog, Incarnation starting, Typist typist, Instant now)
            throws InterruptedException {
        if (dialog.consented().isPresent() && provider.consents(member.profile(), dialog)) {
            starting.reply(dialog.consented().get(), typist);
            return;
        }
        if (starting.status() == AgentStatus.STARTING) {
            AgentFact.Waiting waiting = AgentFact.Waiting.onScreen(now, dialog.on(), dialog.name());
            starting.take(waiting);
            desk.openAtStart(waiting);
            ledger.append(new RunEvent.Noted(
                    RunEvent.Level.WARNING, "%s asks before it starts: %s".formatted(name, dialog.name())));
        }
        if (!tools.unattended()) {
            starting.startsLater(now.plus(PERSON));
        }
    }

    /** Ends the agent's turn for somebody; returns what they are told. */
    Signal.Reply interrupt(Signal.Interrupt request, AgentStatus status, Courier.Action stopTurn)
            throws InterruptedException {
        Optional<String> refusal = refusal(request, status);
        if (refusal.isPresent()) {
            return new Signal.Reply(false, refusal.get());
        }
        interrupted(request);
        stopTurn.run();
        return new Signal.Reply(true, "interrupted " + name);
    }

    /** Answers the agent's prompt for somebody; returns what they are told. */
    Signal.Reply answer(Signal.Answer request, AgentStatus status, Courier.Action press) throws InterruptedException {
        if (reply(request, status).isEmpty()) {
            return new Signal.Reply(false, whyNoAnswer(request, status));
        }
        if (keys.isAnswering()) {
            return new Signal.Reply(false, "%s has been answered; its dialog has not closed yet".formatted(name));
        }
        ledger.append(new RunEvent.PromptAnswered(name, request.by(), request.answer()));
        press.run();
        return new Signal.Reply(true, "answered " + name);
    }

    /** Gives the answer to the agent. */
    void press(Signal.Answer request, Incarnation agent, Typist typist) throws InterruptedException {
        Optional<AgentProvider.Reply> reply = reply(request, AgentStatus.BLOCKED);
        if (reply.isPresent()) {
            answer(desk.openRequest().orElseThrow(), reply.get(), agent, typist);
        }
    }

    /** Returns why the worker cannot be interrupted now; empty when it can. */
    private Optional<String> refusal(Signal.Interrupt request, AgentStatus status) {
        return switch (status) {
            case WORKING, BLOCKED -> Optional.empty();
            case STARTING, IDLE, GONE, UNKNOWN ->
                Optional.of("%s is %s; there is no turn that %s could interrupt"
                        .formatted(name, status.wireName(), request.by()));
        };
    }

    /** Records the interruption and ends the task in hand. */
    private void interrupted(Signal.Interrupt request) {
        ledger.append(new RunEvent.WorkerInterrupted(name, request.by(), request.reason()));
        String reason = request.reason().isEmpty() ? "" : ": " + request.reason();
        desk.fail(FailureReason.INTERRUPTED, "interrupted by " + request.by() + reason);
    }

    /** Returns what to do at the agent's dialog; empty when {@link #whyNoAnswer} says why nothing. */
    private Optional<AgentProvider.Reply> reply(Signal.Answer request, AgentStatus status) {
        return status == AgentStatus.BLOCKED
                ? desk.openRequest().flatMap(open -> provider.reply(open, request.answer()))
                : Optional.empty();
    }

    /** Gives the answer as soon as it can reach its dialog. */
    void answer(AgentFact.Waiting request, AgentProvider.Reply reply, Incarnation agent, Typist typist)
            throws InterruptedException {
        keys.answer(request, reply, agent, typist, tools.time().now());
    }

    /** What was asked is answered, or its agent is gone. */
    void dialogIsOver() {
        keys.over();
    }

    /** Returns when to look whether the dialog is there that is to be answered. */
    Instant nextLook() {
        return keys.nextLook();
    }

    /** Answers the dialog if it is there by now. Returns the request for which none came: somebody has to look. */
    Optional<AgentFact.Waiting> lookAtDialog(Incarnation agent, Typist typist, Instant now)
            throws InterruptedException {
        return keys.look(agent, typist, now);
    }

    private String whyNoAnswer(Signal.Answer request, AgentStatus status) {
        return desk.openRequest()
                .filter(_ -> status == AgentStatus.BLOCKED)
                .map(open -> "'%s' is no answer to this %s; a permission takes allow or deny"
                        .formatted(request.answer(), word(open)))
                .orElseGet(() -> "%s waits for no answer; it is %s".formatted(name, status.wireName()));
    }

    private static String word(AgentFact.Waiting waiting) {
        return waiting.on().name().toLowerCase(Locale.ROOT);
    }
}
