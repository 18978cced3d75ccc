package dev.cao.domain;

import java.util.Locale;

/** What a worker does now. Derived from facts each time it is asked for, never stored. */
public enum AgentStatus {
    /** Started; has not yet said that it takes input. */
    STARTING,
    /** Takes input, nothing under way. */
    IDLE,
    /** A turn is under way. */
    WORKING,
    /** Waits for a permission, an answer, or for a dialog to be closed. */
    BLOCKED,
    /** Its process ended. */
    GONE,
    /** Nothing reliable was heard; the evidence says since when. */
    UNKNOWN;

    /** Returns the name used in JSON and on screens. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
