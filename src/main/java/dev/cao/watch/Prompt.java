package dev.cao.watch;

import dev.cao.control.ControlRequest;
import java.util.Optional;

/**
 * A line that the person types.
 *
 * @param worker whom it is for
 */
record Prompt(Kind kind, String worker, String typed) {
    /** What it is for. */
    enum Kind {
        SEND,
        ANSWER,
        INTERRUPT,
        STOP,
        FILTER
    }

    Prompt with(String text) {
        return new Prompt(kind, worker, text);
    }

    /** Returns what stands before the typed text. */
    String label() {
        return switch (kind) {
            case SEND -> "message to " + worker + ": ";
            case ANSWER -> "answer " + worker + " (allow, deny, or what it asks for): ";
            case INTERRUPT -> "interrupt " + worker + ", its task fails; reason (Enter: none): ";
            case STOP -> "end the whole run? yes or no: ";
            case FILTER -> "show only: ";
        };
    }

    /** Returns what the finished line asks of the orchestrator; empty when it asks nothing. */
    Optional<ControlRequest> request() {
        return switch (kind) {
            case SEND -> typed.isBlank() ? Optional.empty() : Optional.of(new ControlRequest.Send(worker, typed));
            case ANSWER -> typed.isBlank() ? Optional.empty() : Optional.of(new ControlRequest.Answer(worker, typed));
            case INTERRUPT -> Optional.of(new ControlRequest.Interrupt(worker, typed));
            case STOP ->
                typed.strip().equalsIgnoreCase("yes")
                        ? Optional.of(new ControlRequest.Stop("stopped in cao status --watch"))
                        : Optional.empty();
            case FILTER -> Optional.empty();
        };
    }
}
