package dev.cao.control;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/** The requests of a session that are being carried out. Safe for many threads; its own lock guards it. */
final class McpCalls {
    private final Map<JsonNode, Running> running = new HashMap<>();
    private boolean closed;

    private record Running(Thread thread) {}

    /** Notes that the calling thread carries the request out. Returns whether it may. */
    synchronized boolean begin(JsonNode id) {
        if (closed) {
            return false;
        }
        running.put(id, new Running(Thread.currentThread()));
        return true;
    }

    /** Notes that it did. Returns whether the client still wants the answer; the thread is not interrupted any more. */
    synchronized boolean end(JsonNode id) {
        boolean wanted = running.containsKey(id) && running.get(id).thread().equals(Thread.currentThread());
        if (wanted) {
            running.remove(id);
        }
        boolean _ = Thread.interrupted();
        return wanted;
    }

    /** The client does not want the answer any more. */
    synchronized void cancel(JsonNode id) {
        Running call = running.remove(id);
        if (call != null) {
            call.thread().interrupt();
        }
    }

    /** The client is gone. */
    synchronized void close() {
        closed = true;
        running.values().forEach(call -> call.thread().interrupt());
        running.clear();
    }
}
