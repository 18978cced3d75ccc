package dev.cao.terminal;

/** The control client went away before it answered: tmux may or may not have done what was asked. */
final class ConnectionLostException extends Exception {
    private static final long serialVersionUID = 1L;

    ConnectionLostException(String why) {
        super(why);
    }
}
