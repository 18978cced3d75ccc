package dev.cao.domain;

import static java.util.Objects.requireNonNull;

/** How a run ended. {@code summary} is one paragraph for people. */
public record RunOutcome(RunPhase phase, ExitStatus exit, String summary) {
    public RunOutcome {
        requireNonNull(phase, "phase is null");
        requireNonNull(exit, "exit is null");
        requireNonNull(summary, "summary is null");
    }
}
