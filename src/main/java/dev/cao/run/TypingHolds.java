package dev.cao.run;

import dev.cao.domain.WorkerName;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which agents cao types to now. An agent that asks on the control socket before it shows a dialog is kept waiting that
 * long, so that no key of ours can answer. Safe for many threads; its lock guards the set.
 */
final class TypingHolds {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition released = lock.newCondition();
    private final Set<WorkerName> typing = new HashSet<>();

    void hold(WorkerName worker) {
        lock.lock();
        try {
            typing.add(worker);
        } finally {
            lock.unlock();
        }
    }

    void release(WorkerName worker) {
        lock.lock();
        try {
            if (typing.remove(worker)) {
                released.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nothing is typed to that worker, at most so long. */
    void awaitRelease(WorkerName worker, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = patience.toNanos();
            while (typing.contains(worker) && nanos > 0) {
                nanos = released.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    /** How long an agent waits for the answer at most; then it shows its dialog whatever we do. */
    static final Duration PATIENCE = Duration.ofSeconds(30);
}
