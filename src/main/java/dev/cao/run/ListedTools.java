package dev.cao.run;

import dev.cao.domain.WorkerName;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which agents' CLIs have taken in, over MCP, what tools cao gives them. Safe for many threads. */
final class ListedTools {
    private final Set<WorkerName> told = ConcurrentHashMap.newKeySet();
    private final Set<WorkerName> awaited = ConcurrentHashMap.newKeySet();

    /** Somebody waits for its CLI, at each of its starts. */
    void await(WorkerName agent) {
        awaited.add(agent);
    }

    boolean isAwaited(WorkerName agent) {
        return awaited.contains(agent);
    }

    /** Its CLI is started, and has taken nothing in yet. */
    void starts(WorkerName agent) {
        told.remove(agent);
    }

    void listed(WorkerName agent) {
        told.add(agent);
    }

    boolean has(WorkerName agent) {
        return told.contains(agent);
    }
}
