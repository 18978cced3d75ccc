package dev.cao.domain;

import java.util.Locale;

/** Why a task failed: a closed list that supervisors and scripts may branch on. */
public enum FailureReason {
    /** The agent waits for a permission that nobody may give. */
    BLOCKED_ON_PERMISSION,
    /** The agent asks something that nobody may answer. */
    ASKS_QUESTION,
    /** The agent's model or network failed for good. */
    API_ERROR,
    /** Somebody interrupted the agent in its turn. */
    INTERRUPTED,
    /** The agent's process ended. */
    PROCESS_DIED,
    /** The worker could not be started, or was given up. */
    WORKER_UNAVAILABLE,
    /** Nothing was heard from the agent for too long. */
    NO_SIGNAL,
    /** The text could not be brought into the agent provably. */
    NOT_ACCEPTED,
    /** The turn ended without the result that the profile asks for. */
    NO_RESULT,
    /** Background work of the agent did not end in time. */
    BACKGROUND_WORK,
    /** The result does not fit the profile's schema, or the agent itself reported failure. */
    REJECTED_RESULT,
    /** The task's own deadline passed. */
    TIMEOUT,
    /** A limit of the run was reached. */
    LIMIT;

    /** Returns the name used in the journal, in JSON and on screens. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
