package dev.cao.domain;

import static java.util.Objects.requireNonNull;

/**
 * A failure that is told to the user: what failed, then what to do about it. The command line prints both and exits with
 * the status; nothing else about it, no stack trace.
 */
public class CaoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitStatus status;
    private final String advice;

    /**
     * @param what names the thing and says what failed, without a trailing period when advice follows on its own line
     * @param advice what the user can do; empty when there is nothing to add
     */
    public CaoException(ExitStatus status, String what, String advice) {
        super(requireNonNull(what, "what is null"));
        this.status = requireNonNull(status, "status is null");
        this.advice = requireNonNull(advice, "advice is null");
    }

    public CaoException(ExitStatus status, String what, String advice, Throwable cause) {
        super(requireNonNull(what, "what is null"), cause);
        this.status = requireNonNull(status, "status is null");
        this.advice = requireNonNull(advice, "advice is null");
    }

    public ExitStatus status() {
        return status;
    }

    /** Returns what was said to have failed; never null, unlike {@link #getMessage}. */
    public String what() {
        return requireNonNull(getMessage());
    }

    public String advice() {
        return advice;
    }
}
