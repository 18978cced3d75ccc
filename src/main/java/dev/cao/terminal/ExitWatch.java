package dev.cao.terminal;

import dev.cao.domain.CaoException;
import dev.cao.io.ProcessTree;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * Learns of ends. Whatever tmux says unasked only wakes it; what it believes is the list that it then asks for, so a lost,
 * doubled or forged notice does no harm. Its own thread is the only one that compares lists and calls the listener.
 */
final class ExitWatch {
    /**
     * tmux 3.3a with libutempter (Debian): a SIGCHLD that comes while utempter's helper runs is lost, and the helper runs
     * just when a pane's terminal closes; measured: one exit in ten stays uncollected. Any child that ends afterwards
     * makes tmux collect all of them, and the hook tells.
     */
    private static final String HAVE_CHILDREN_COLLECTED = "run-shell -b :";

    private final Semaphore wake = new Semaphore(1);
    private final ControlClient client;
    private final SessionTable table;
    private final TerminalRuntime.Listener listener;
    private final Thread thread;
    private volatile boolean stopped;

    ExitWatch(ControlClient client, SessionTable table, TerminalRuntime.Listener listener) {
        this.client = client;
        this.table = table;
        this.listener = listener;
        this.thread = Thread.ofVirtual().name("tmux-watch").unstarted(this::watch);
    }

    void start() {
        thread.start();
    }

    /** Has it look, soon. */
    void wake() {
        wake.release();
    }

    /** Ends it; returns when the listener will not be called again, unless called by the listener. */
    void stop() throws InterruptedException {
        stopped = true;
        wake();
        if (Thread.currentThread() != thread) {
            thread.join();
        }
    }

    /** Ends it without waiting. */
    void abandon() {
        stopped = true;
        wake();
    }

    private void watch() {
        try {
            while (true) {
                wake.acquire();
                wake.drainPermits();
                if (stopped) {
                    return;
                }
                look();
            }
        } catch (CaoException e) {
            if (!stopped) {
                listener.lost(client.lost().orElseGet(e::what));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() throws InterruptedException {
        Set<Session> before = table.running();
        List<PaneRow> rows = PaneList.read(client.request(PaneList.COMMANDS)).rows();
        table.update(before, rows).forEach(listener::exited);
        if (rows.stream().anyMatch(ExitWatch::isUncollected)) {
            client.request(HAVE_CHILDREN_COLLECTED);
        }
    }

    private static boolean isUncollected(PaneRow row) {
        return row.exit().isEmpty() && (row.dead() || ProcessTree.isZombie(row.processId()));
    }
}
