package dev.cao.terminal;

import dev.cao.domain.ProcessExit;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Runs programs in named sessions that a person can attach to, watch and type into. Safe for many threads; each method
 * is one round trip to the runtime. A session is addressed by a stable id, so that a person may rename or move what they
 * see. {@link #paste}, {@link #press} and {@link #signal} refuse with {@link SessionGoneException} when the session's
 * program ended: nothing is ever typed into a dead pane. {@link #capture} and {@link #presence} go on for a program that
 * ended, as its last screen is kept, and refuse when the session is closed. Any method throws
 * {@link dev.cao.domain.CaoException} with LOST when the runtime itself is gone.
 */
public interface TerminalRuntime extends AutoCloseable {
    /**
     * Starts a program and returns once its session exists; the program itself may have ended already, and the listener
     * may have been told before this returns. A kept session of the same name that ended is closed.
     *
     * @throws dev.cao.domain.CaoException if a session of that name lives, or the runtime cannot be reached
     */
    Session start(SessionSpec spec) throws InterruptedException;

    /** Returns every session of this runtime, also of an earlier process of ours, whose program lives or is kept. */
    List<Session> list() throws InterruptedException;

    /**
     * Puts the text into the program's input as one or several bracketed pastes, without submitting it. Control bytes
     * other than newline and tab are removed before, so that no text can end a paste or press a key. As from any
     * terminal, a newline arrives as a carriage return. Pastes of several threads into one session never mix. When the
     * program ends between two pieces, the first of them were pasted.
     */
    void paste(Session session, String text, PasteLimits limits) throws InterruptedException;

    /** Presses keys, in order, in the program (never in a scroll-back mode that a person left on). */
    void press(Session session, List<Key> keys) throws InterruptedException;

    /**
     * Returns what is on the screen, all of one moment, with {@code scrollbackLines} lines of history above it if there
     * are so many. Rows are as seen: a line that the terminal wrapped is several.
     */
    Screen capture(Session session, int scrollbackLines) throws InterruptedException;

    /**
     * Returns the file that receives every byte that the program prints, from its start, also while nobody reads; of more
     * than 32 MB only the end stays, and the 32 MB before it in a file beside it ({@code .old}). It may be written to for
     * moments after the end was told. What a program prints in the very millisecond in which it exits can be lost on a busy
     * machine (tmux 3.3a closes a terminal when it learns of the exit, and the kernel may still hold the bytes).
     */
    Path output(Session session);

    /** Returns how the session's program ended; empty while it runs. */
    Optional<ProcessExit> exit(Session session) throws InterruptedException;

    /** Tells whether people are at this session, for deciding whether to type now. */
    Presence presence(Session session) throws InterruptedException;

    /** Sends the signal, by name without SIG, to the foreground process group of the session's program. */
    void signal(Session session, String signal) throws InterruptedException;

    /** Ends the session and its program. Does nothing when it is gone already. */
    void kill(Session session) throws InterruptedException;

    /** Returns the command with which a person attaches from a terminal outside of this runtime. */
    List<String> attachCommand(Session session);

    /** Ends every session and the runtime's server, if it has one. Does nothing when they are gone. */
    void shutdown() throws InterruptedException;

    /** Leaves; sessions go on. */
    @Override
    void close();

    /** Learns of ends as they happen. Called on the runtime's own thread: return fast, never call back. */
    interface Listener {
        /**
         * The program ended. Called once for each session, also for programs that exit at once, and for sessions that
         * somebody closed; not for those that {@link TerminalRuntime#shutdown} ends.
         */
        void exited(Session session, ProcessExit exit);

        /** The runtime itself is gone, and all sessions with it; no end is told after this. Called once. */
        void lost(String why);
    }
}
