package dev.cao.domain;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * How a run ended.
 *
 * @param summary one paragraph for people
 * @param left its processes that could not be ended, each as its number and command
 */
public record RunOutcome(RunPhase phase, ExitStatus exit, String summary, List<String> left) {
    public RunOutcome {
        requireNonNull(phase, "phase is null");
        requireNonNull(exit, "exit is null");
        requireNonNull(summary, "summary is null");
        left = List.copyOf(left);
    }

    public RunOutcome(RunPhase phase, ExitStatus exit, String summary) {
        this(phase, exit, summary, List.of());
    }

    /** Returns the same outcome; names these processes, which could not be ended. */
    public RunOutcome leaving(List<String> processes) {
        return new RunOutcome(phase, exit, summary + named(processes), processes);
    }

    /** Returns a sentence that names these processes, with a blank before it; nothing for none. */
    public static String named(List<String> left) {
        return left.isEmpty() ? "" : " These processes of it could not be ended: " + String.join(", ", left);
    }
}
