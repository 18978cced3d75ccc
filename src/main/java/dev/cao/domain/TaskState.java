package dev.cao.domain;

import java.util.Locale;

/** Where a task stands. The last three are final. */
public enum TaskState {
    /** Recorded; its worker is busy or not yet up. */
    QUEUED,
    /** Typed, or about to be typed; the agent has not confirmed it. */
    SENT,
    /** The agent's own receipt has come. */
    ACCEPTED,
    /** The agent works on it. */
    WORKING,
    /** The agent waits for a permission or an answer. */
    WAITING,
    DONE,
    FAILED,
    CANCELLED;

    public boolean isFinal() {
        return this == DONE || this == FAILED || this == CANCELLED;
    }

    /** Returns the name used in the journal, in JSON and on screens. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
