package dev.cao.watch;

import dev.cao.control.ControlRequest;
import dev.cao.domain.ExitStatus;

/** What a key asks for besides another look at things. */
sealed interface Order {
    /** Nothing. */
    record None() implements Order {}

    /** Give the terminal to the worker's session. */
    record Attach(String worker) implements Order {}

    record Ask(ControlRequest request) implements Order {}

    /** Draw everything anew. */
    record Redraw() implements Order {}

    record Leave(ExitStatus exit) implements Order {}
}
