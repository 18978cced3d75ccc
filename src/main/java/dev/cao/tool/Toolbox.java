package dev.cao.tool;

import dev.cao.domain.Address;
import dev.cao.domain.CallKey;

/** Carries tool calls out, for every kind of brain alike. Safe for many threads. */
public interface Toolbox {
    /**
     * Runs the call, or joins the recorded call of the same key; blocks until the result is known. Refusals are results
     * with {@code ok} false, not exceptions.
     *
     * @throws InterruptedException if the run is being torn down; the call stays recorded and goes on after a resume
     */
    ToolResult call(Address caller, CallKey key, ToolCall call) throws InterruptedException;
}
