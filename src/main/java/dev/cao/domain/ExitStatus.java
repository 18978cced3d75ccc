package dev.cao.domain;

/** The exit codes of {@code cao}; a contract with scripts and CI. */
public enum ExitStatus {
    /** Done, and the profile's checks hold. */
    DONE(0),
    /** A task failed that nothing replaced, a check failed, or there was no task at all. */
    FAILED(1),
    /** Wrong usage, a bad profile, or a missing requirement; nothing was started. */
    USAGE(2),
    /** The run could not go on: orchestrator, tmux or supervisor lost for good. */
    LOST(3),
    /** A limit on cost, tokens or turns was reached. */
    LIMIT(4),
    /** Blocked on a permission or question that nobody answers. */
    BLOCKED(5),
    /** No such run or worker. */
    NOT_FOUND(6),
    /** A fault in cao itself. */
    FAULT(70),
    /** The time limit of the run was reached. */
    TIME_LIMIT(124),
    /** Interrupted by SIGINT. */
    INTERRUPTED(130),
    /** Stopped by SIGTERM or {@code cao stop}. */
    TERMINATED(143);

    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    /** Returns the number that the process exits with. */
    public int code() {
        return code;
    }

    /**
     * Returns the status that scripts should see when several apply: interruption, then time, limit, loss, block and
     * failure, in this order.
     */
    public ExitStatus or(ExitStatus other) {
        return rank() <= other.rank() ? this : other;
    }

    private int rank() {
        return switch (this) {
            case INTERRUPTED, TERMINATED -> 0;
            case TIME_LIMIT -> 1;
            case LIMIT -> 2;
            case LOST -> 3;
            case BLOCKED -> 4;
            case FAULT -> 5;
            case USAGE -> 6;
            case NOT_FOUND -> 7;
            case FAILED -> 8;
            case DONE -> 9;
        };
    }
}
