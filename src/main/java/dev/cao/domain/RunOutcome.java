package dev.cao.domain;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** How a run ended. {@code summary} is one paragraph for people. */
public record RunOutcome(RunPhase phase, ExitStatus exit, String summary) {
    public RunOutcome {
        requireNonNull(phase, "phase is null");
        requireNonNull(exit, "exit is null");
        requireNonNull(summary, "summary is null");
    }

    /** Returns the same outcome; names these processes, which could not be ended. */
    public RunOutcome leaving(List<String> processes) {
        return processes.isEmpty()
                ? this
                : new RunOutcome(
                        phase,
                        exit,
                        summary + " These processes of it could not be ended: " + String.join(", ", processes));
    }
}
