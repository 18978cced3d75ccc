package dev.cao.terminal;

import static java.util.Objects.requireNonNull;

import dev.cao.domain.ProcessExit;

/** The session's program ended, or the session was killed, before what was asked could be done; nothing was typed. */
public final class SessionGoneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ProcessExit exit;

    public SessionGoneException(Session session, ProcessExit exit) {
        super("session " + session.name() + " is gone: " + exit);
        this.exit = requireNonNull(exit, "exit is null");
    }

    public ProcessExit exit() {
        return exit;
    }
}
