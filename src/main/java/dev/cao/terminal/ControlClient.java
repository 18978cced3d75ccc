package dev.cao.terminal;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.io.ProcessTree;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one way to give commands to a tmux server: a control client that is replaced when it dies. Safe for many threads;
 * {@code lock} guards the present connection and is held while a new one is made, so that only one is.
 */
final class ControlClient implements AutoCloseable {
    /** tmux attaches in about 10 ms; a server that cannot be attached to for this long is as good as gone. */
    private static final Duration RECONNECT = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofMillis(50);

    /** Each costs a new client; whoever kills that many in a row means it. */
    private static final int MAX_ATTEMPTS = 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final TmuxServer server;
    private final Consumer<String> notices;
    private final Runnable onEnd;
    private @Nullable ControlConnection connection;
    private Optional<ProcessHandle> process = Optional.empty();
    private boolean closed;
    private @Nullable String lost;

    /**
     * @param notices takes what tmux says unasked; on the connection's reader thread
     * @param onEnd runs whenever a connection has ended; on its reader thread
     */
    ControlClient(TmuxServer server, Consumer<String> notices, Runnable onEnd) {
        this.server = server;
        this.notices = notices;
        this.onEnd = onEnd;
    }

    /** Connects for the first time; with {@code create} the server is started if none is there. */
    void connect(boolean create) throws InterruptedException {
        lock.lock();
        try {
            ControlConnection first = server.open(create, notices, onEnd);
            connection = first;
            String pid = String.join("", setUp(first).lines());
            process = ProcessHandle.of(Long.parseLong(pid));
        } catch (ConnectionLostException | NumberFormatException e) {
            throw new CaoException(
                    create ? ExitStatus.USAGE : ExitStatus.LOST,
                    "tmux on " + server.socket() + (create ? " cannot be started: " : " does not answer: ")
                            + e.getMessage(),
                    create ? "Check that this directory is yours and not full." : "Its sessions are gone.",
                    e);
        } finally {
            lock.unlock();
        }
    }

    /** Runs commands that may run twice. They are repeated when the client dies under them. */
    Reply request(String line) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return requestOnce(line);
            } catch (ConnectionLostException e) {
                if (attempt == MAX_ATTEMPTS) {
                    throw lost("the control client was lost " + attempt + " times: " + e.getMessage());
                }
            }
        }
    }

    /**
     * Runs commands that must not run twice.
     *
     * @throws ConnectionLostException if it is not known whether they ran
     */
    Reply requestOnce(String line) throws ConnectionLostException, InterruptedException {
        return connected().request(line);
    }

    /** Returns why the server is gone for good; empty while it lives. */
    Optional<String> lost() {
        lock.lock();
        try {
            return Optional.ofNullable(lost);
        } finally {
            lock.unlock();
        }
    }

    /** Returns the server's process. */
    Optional<ProcessHandle> process() {
        lock.lock();
        try {
            return process;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (connection != null) {
                connection.close();
            }
        } finally {
            lock.unlock();
        }
    }

    private ControlConnection connected() throws InterruptedException {
        lock.lock();
        try {
            if (connection != null && connection.isOpen() && !closed) {
                return connection;
            }
            if (closed) {
                throw new CaoException(ExitStatus.LOST, "the tmux client of " + server.socket() + " is closed", "");
            }
            if (lost != null) {
                throw lost(lost);
            }
            ControlConnection next = reconnect();
            connection = next;
            return next;
        } finally {
            lock.unlock();
        }
    }

    private ControlConnection reconnect() throws InterruptedException {
        if (connection != null) {
            connection.awaitEnd();
        }
        long deadline = System.nanoTime() + RECONNECT.toNanos();
        while (true) {
            try {
                ControlConnection next = server.open(false, notices, onEnd);
                setUp(next);
                return next;
            } catch (ConnectionLostException e) {
                if (!serverLives()) {
                    lost = "the tmux server ended";
                    throw lost(lost);
                }
                if (System.nanoTime() > deadline) {
                    lost = "the tmux server cannot be reached: " + e.getMessage();
                    throw lost(lost);
                }
            }
        }
    }

    /** Waits a moment for the server's end: a server on its way out refuses clients before it is gone. */
    private boolean serverLives() throws InterruptedException {
        if (process.isEmpty()) {
            return false;
        }
        // tmux makes its socket anew on this signal (tmux(1)): somebody may have swept the temp directory.
        server.recreateSocket(process.get().pid());
        return !ProcessTree.only(process.get()).awaitEnd(PAUSE);
    }

    private Reply setUp(ControlConnection fresh) throws ConnectionLostException, InterruptedException {
        return fresh.request(TmuxServer.SET_UP);
    }

    private CaoException lost(String why) {
        return new CaoException(
                ExitStatus.LOST,
                why + " (" + server.socket() + ")",
                "Its sessions are gone; 'cao resume' starts them anew.");
    }
}
