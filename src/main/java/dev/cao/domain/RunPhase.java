package dev.cao.domain;

import java.util.Locale;

/** The state of a run as {@code cao status} names it. */
public enum RunPhase {
    RUNNING,
    DONE,
    FAILED,
    /** Ended because nobody answered what an agent was blocked on. */
    BLOCKED,
    /** Ended by a person, a signal or {@code cao stop}. */
    STOPPED,
    /** Its orchestrator is gone without having ended the run; {@code cao resume} goes on. */
    INTERRUPTED;

    /** Returns the name used in JSON and on screens. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
