package dev.cao.run;

import dev.cao.domain.WorkerName;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which agents' CLIs have asked over MCP for the tools that cao gives them. Safe for many threads. */
final class ListedTools {
    private final Set<WorkerName> told = ConcurrentHashMap.newKeySet();

    /** Its CLI is started, and has asked for nothing yet. */
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
