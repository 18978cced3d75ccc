package dev.cao.terminal;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * Types into panes: each paste and each row of keys happens wholly and once, or not at all because the pane is dead. tmux
 * itself looks and acts in one step, since an unguarded paste into a dead pane kills the server (tmux 3.3a). Safe for many
 * threads; one lock per pane is held until all of a text is in, so that two texts never mix.
 */
final class Typist {
    /** Each costs a new client; whoever kills that many in a row means it. */
    private static final int MAX_ATTEMPTS = 20;

    private static final String DONE = "cao-done";
    private static final String GONE = "cao-gone";

    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();
    private final AtomicLong receipts = new AtomicLong();
    private final String nonce = UUID.randomUUID().toString();
    private final ControlClient client;

    Typist(ControlClient client) {
        this.client = client;
    }

    /**
     * Pastes the pieces in order, after leaving any mode that a person left the pane in: inside of one tmux asks the mode,
     * not the program, whether pastes are bracketed (tmux 3.3a). False when the pane is dead or gone, which may be
     * after some of them.
     */
    boolean paste(Session session, List<String> pieces) throws InterruptedException {
        ReentrantLock lock = lockOf(session);
        lock.lockInterruptibly();
        try {
            for (String piece : pieces) {
                String receipt = nextReceipt();
                String buffer = "cao-" + receipt;
                boolean done = once(
                        session,
                        receipt,
                        "set-buffer -b " + buffer + " -- " + TmuxQuote.quote(piece) + " ; ",
                        "copy-mode -q -t " + session.pane() + " ; paste-buffer -p -d -b " + buffer + " -t "
                                + session.pane(),
                        "delete-buffer -b " + buffer + " ; ");
                if (!done) {
                    return false;
                }
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Presses the keys after leaving any mode that a person left the pane in; false when it is dead or gone. */
    boolean press(Session session, List<Key> keys) throws InterruptedException {
        String names = keys.stream().map(Key::tmuxName).collect(Collectors.joining(" "));
        ReentrantLock lock = lockOf(session);
        lock.lockInterruptibly();
        try {
            String pane = session.pane();
            return once(
                    session,
                    nextReceipt(),
                    "",
                    "copy-mode -q -t " + pane + " ; send-keys -t " + pane + " " + names,
                    "");
        } finally {
            lock.unlock();
        }
    }

    /** Forgets a session that is gone. */
    void forget(Session session) {
        locks.remove(session.pane());
    }

    private boolean once(Session session, String receipt, String before, String action, String otherwise)
            throws InterruptedException {
        String pane = session.pane();
        // The process id guards against a pane number that a later server gave away again.
        String alive = "#{&&:#{==:#{pane_pid}," + session.pid() + "},#{==:#{pane_dead},0}}";
        String act =
                action + " ; set-option -p -t " + pane + " @cao_receipt " + receipt + " ; display-message -p " + DONE;
        String line = before + "if-shell -F -t " + pane + " " + TmuxQuote.quote(alive) + " " + TmuxQuote.quote(act)
                + " " + TmuxQuote.quote(otherwise + "display-message -p " + GONE);
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            try {
                return outcome(session, client.requestOnce(line));
            } catch (ConnectionLostException _) {
                // The receipt, left in the pane in the same step as the keys, tells whether they were typed.
                Reply reply = client.request("display-message -p -t " + pane + " '#{pane_pid} #{@cao_receipt}'");
                if (reply.lines().contains(session.pid() + " " + receipt)) {
                    return true;
                }
            }
        }
        throw new CaoException(
                ExitStatus.LOST, "the tmux client was lost again and again while typing to " + session.name(), "");
    }

    private boolean outcome(Session session, Reply reply) throws InterruptedException {
        List<String> lines = reply.lines();
        if (lines.contains(DONE)) {
            return true;
        }
        if (lines.contains(GONE)
                || PaneList.read(client.request(PaneList.COMMANDS))
                        .find(session)
                        .isEmpty()) {
            return false;
        }
        throw new CaoException(
                ExitStatus.FAULT, "tmux refused to type to " + session.name() + ": " + reply.error(), "");
    }

    private String nextReceipt() {
        return nonce + "-" + receipts.incrementAndGet();
    }

    private ReentrantLock lockOf(Session session) {
        return locks.computeIfAbsent(session.pane(), _ -> new ReentrantLock(true));
    }
}
