package dev.cao.terminal;

import dev.cao.domain.ProcessExit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** What is known of sessions and of their ends, each end being news only once. Safe for many threads, by one lock. */
final class SessionTable {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Session, Optional<ProcessHandle>> running = new HashMap<>();
    private final Map<Session, ProcessExit> ended = new HashMap<>();

    /** Takes note of a session that was started or found; a second time changes nothing. */
    void add(Session session) {
        lock.lock();
        try {
            if (!ended.containsKey(session) && !running.containsKey(session)) {
                running.put(session, ProcessHandle.of(session.pid()));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns the sessions that are not known to have ended. */
    Set<Session> running() {
        lock.lock();
        try {
            return Set.copyOf(running.keySet());
        } finally {
            lock.unlock();
        }
    }

    /** Returns the processes of {@link #running}. */
    List<ProcessHandle> processes() {
        lock.lock();
        try {
            return running.values().stream().flatMap(Optional::stream).toList();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Compares with what the server lists; returns the ends that nobody was told of.
     *
     * @param before what {@link #running} said before the list was taken: what started since cannot be missing from it
     */
    Map<Session, ProcessExit> update(Set<Session> before, List<PaneRow> rows) {
        Map<Session, ProcessExit> ends = new LinkedHashMap<>();
        Set<Session> gone = new HashSet<>(before);
        for (PaneRow row : rows) {
            gone.remove(row.session());
            row.exit().ifPresentOrElse(exit -> ends.put(row.session(), exit), () -> add(row.session()));
        }
        gone.forEach(session -> ends.put(session, new ProcessExit.Unknown("its session was closed")));
        lock.lock();
        try {
            ends.keySet().removeIf(ended::containsKey);
            running.keySet().removeAll(ends.keySet());
            ended.putAll(ends);
            return ends;
        } finally {
            lock.unlock();
        }
    }

    Optional<ProcessExit> exit(Session session) {
        lock.lock();
        try {
            return Optional.ofNullable(ended.get(session));
        } finally {
            lock.unlock();
        }
    }
}
