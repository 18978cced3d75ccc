package dev.cao.run;

import dev.cao.agent.AgentFact;
import dev.cao.agent.AgentProvider;
import dev.cao.domain.AgentStatus;
import dev.cao.domain.FailureReason;
import dev.cao.domain.RunEvent;
import dev.cao.domain.WorkerName;
import java.util.Locale;
import java.util.Optional;

/** What a person or the supervisor does to a worker from outside of its pane. For the worker's thread. */
final class Interventions {
    private final WorkerName name;
    private final AgentProvider provider;
    private final TaskDesk desk;
    private final Ledger ledger;

    Interventions(WorkerName name, AgentProvider provider, TaskDesk desk, Ledger ledger) {
        this.name = name;
        this.provider = provider;
        this.desk = desk;
        this.ledger = ledger;
    }

    /** Returns why the worker cannot be interrupted now; empty when it can. */
    Optional<String> refusal(Signal.Interrupt request, AgentStatus status) {
        return switch (status) {
            case WORKING, BLOCKED -> Optional.empty();
            case STARTING, IDLE, GONE, UNKNOWN ->
                Optional.of("%s is %s; there is no turn that %s could interrupt"
                        .formatted(name, status.wireName(), request.by()));
        };
    }

    /** Records the interruption and ends the task in hand. */
    void interrupted(Signal.Interrupt request) {
        ledger.append(new RunEvent.WorkerInterrupted(name, request.by(), request.reason()));
        String reason = request.reason().isEmpty() ? "" : ": " + request.reason();
        desk.fail(FailureReason.INTERRUPTED, "interrupted by " + request.by() + reason);
    }

    /** Returns what to do at the agent's dialog; empty when {@link #whyNoAnswer} says why nothing. */
    Optional<AgentProvider.Reply> reply(Signal.Answer request, AgentStatus status) {
        return status == AgentStatus.BLOCKED
                ? desk.openRequest().flatMap(open -> provider.reply(open.on(), request.answer()))
                : Optional.empty();
    }

    String whyNoAnswer(Signal.Answer request, AgentStatus status) {
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
