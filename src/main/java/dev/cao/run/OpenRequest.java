package dev.cao.run;

import dev.cao.agent.AgentFact;
import dev.cao.domain.FailureReason;
import dev.cao.domain.RunEvent.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** What an agent waits for, and until when that may be answered. For the worker's thread. */
final class OpenRequest {
    /** A supervisor answers within a turn of its own, which takes minutes at the most. */
    static final Duration OF_SUPERVISOR = Duration.ofMinutes(10);

    private Optional<AgentFact.Waiting> asked = Optional.empty();
    private Instant deadline = Instant.MAX;

    /** @param until when nobody may be waited for any longer; far in the future when somebody may come */
    void open(AgentFact.Waiting waiting, Instant until) {
        asked = Optional.of(waiting);
        deadline = until;
    }

    void over() {
        asked = Optional.empty();
        deadline = Instant.MAX;
    }

    Optional<AgentFact.Waiting> asked() {
        return asked;
    }

    Instant deadline() {
        return deadline;
    }

    /** Returns what was asked and not answered in time; it is closed then. */
    Optional<AgentFact.Waiting> overdue(Instant now) {
        if (now.isBefore(deadline)) {
            return Optional.empty();
        }
        Optional<AgentFact.Waiting> late = asked;
        over();
        return late;
    }

    static FailureReason reason(AgentFact.Waiting waiting) {
        return waiting.on() == Wait.QUESTION ? FailureReason.ASKS_QUESTION : FailureReason.BLOCKED_ON_PERMISSION;
    }

    static String unanswered(AgentFact.Waiting waiting, String why) {
        return "it asks for a %s, and %s: %s"
                .formatted(waiting.on().name().toLowerCase(Locale.ROOT), why, waiting.detail());
    }
}
