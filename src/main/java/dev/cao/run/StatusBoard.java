package dev.cao.run;

import dev.cao.agent.LiveStatus;
import dev.cao.domain.WorkerName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What each worker session does now, for whoever wants to know of each change. Safe for many threads. */
final class StatusBoard {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<WorkerName, LiveStatus> statuses = new LinkedHashMap<>();
    private long version;
    private boolean closed;

    /**
     * The statuses of one moment.
     *
     * @param version counts the changes
     */
    record View(long version, Map<WorkerName, LiveStatus> statuses) {
        View {
            statuses = Map.copyOf(statuses);
        }
    }

    /** Tells what a session does now. */
    void publish(WorkerName worker, LiveStatus now) {
        lock.lock();
        try {
            if (!now.equals(statuses.put(worker, now))) {
                version++;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is another version than the one that was seen; empty when there will be none. */
    Optional<View> after(long seen) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (version == seen && !closed) {
                changed.await();
            }
            return closed ? Optional.empty() : Optional.of(new View(version, statuses));
        } finally {
            lock.unlock();
        }
    }

    /** Nothing changes any more: whoever waits is told so. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
