package dev.cao.mcp;

import dev.cao.io.JsonReader;
import dev.cao.io.JsonText;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the client sent and was not answered, and the connection on which it goes to the orchestrator, if there is one.
 * Safe for many threads; its own lock guards it and is held while a line is written to the socket.
 */
final class Exchange {
    private final ClientOutput client;
    private final Map<Long, Pending> unanswered = new LinkedHashMap<>();
    /** Lines that are on their way to the client: taken out of what is unanswered, and not written yet. */
    private int writing;

    private final Set<Long> swallowed = new HashSet<>();
    private @Nullable Pending initialize;
    private @Nullable Pending initialized;
    private @Nullable OutputStream socket;
    private @Nullable String away;
    private long lastNumber;

    Exchange(ClientOutput client) {
        this.client = client;
    }

    /** Takes a line of the client's on its way. */
    synchronized void fromClient(byte[] line) {
        ClientMessage message = ClientMessage.of(line);
        lastNumber++;
        Pending pending = new Pending(lastNumber, message, line);
        remember(pending);
        if (socket == null) {
            refuseWhileAway();
        } else {
            write(pending.line());
        }
    }

    private void remember(Pending pending) {
        String method = pending.message.method();
        if (method.equals("notifications/cancelled")) {
            forget(pending.text());
        } else if (method.equals("notifications/initialized")) {
            initialized = pending;
        } else if (method.equals("initialize")) {
            initialize = pending;
            initialized = null;
        }
        if (pending.message.wantsAnswer()) {
            unanswered.put(pending.number, pending);
        }
    }

    /** The client does not want an answer any more: it will not be asked for again. */
    private void forget(String cancellation) {
        String wanted;
        try {
            Map<String, @Nullable Object> json = JsonText.readObject(cancellation);
            Object parameters = json.get("params");
            wanted = parameters instanceof Map<?, ?> map ? JsonText.write(map.get("requestId")) : "";
        } catch (JsonReader.Malformed _) {
            return;
        }
        Iterator<Pending> all = unanswered.values().iterator();
        while (all.hasNext()) {
            if (all.next().message.id().equals(wanted)) {
                all.remove();
                return;
            }
        }
    }

    private void write(byte[] line) {
        OutputStream open = socket;
        if (open == null) {
            return;
        }
        try {
            open.write(line);
            open.flush();
        } catch (IOException _) {
            // The thread that reads the socket notices and connects again; what is unanswered goes out then.
            socket = null;
        }
    }

    /** The orchestrator is there (again): the client introduces itself again, and asks for what it did not get. */
    synchronized void connected(OutputStream out) {
        socket = out;
        away = null;
        swallowed.clear();
        Pending introduction = initialize;
        if (introduction != null && !unanswered.containsKey(introduction.number)) {
            swallowed.add(introduction.number);
            write(introduction.line());
        }
        List<Pending> again = new ArrayList<>(unanswered.values());
        Pending followUp = initialized;
        for (Pending pending : again) {
            if (followUp != null && followUp.number < pending.number) {
                write(followUp.line());
                followUp = null;
            }
            write(pending.line());
        }
        if (followUp != null) {
            write(followUp.line());
        }
    }

    synchronized void disconnected() {
        socket = null;
    }

    /** Takes a line of the orchestrator's to the client. */
    void fromServer(byte[] line) {
        long number = 0;
        int at = 0;
        while (at < line.length && line[at] >= '0' && line[at] <= '9') {
            number = number * 10 + line[at] - '0';
            at++;
        }
        if (wanted(number)) {
            client.line(line, Math.min(at + 1, line.length));
            written();
        }
    }

    private synchronized boolean wanted(long number) {
        if (number != 0 && (swallowed.remove(number) || unanswered.remove(number) == null)) {
            return false;
        }
        writing++;
        return true;
    }

    private synchronized void written() {
        writing--;
        notifyAll();
    }

    /** Nobody came back in time: everything is refused with this text until somebody does. */
    synchronized void givenUp(String text) {
        away = text;
        refuseWhileAway();
    }

    private void refuseWhileAway() {
        String text = away;
        if (text != null) {
            unanswered.values().forEach(pending -> client.error(pending.message, text));
            unanswered.clear();
            notifyAll();
        }
    }

    /** Waits until everything is answered and the answers are written, at most so long. */
    synchronized void awaitAnswers(long millis) throws InterruptedException {
        long deadline = System.nanoTime() + millis * 1_000_000;
        while (!unanswered.isEmpty() || writing > 0) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return;
            }
            wait(left);
        }
    }
}
