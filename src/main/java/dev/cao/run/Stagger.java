package dev.cao.run;

import dev.cao.domain.WorkerName;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets only so many agents come up at once, so that a large team that is started, or brought back after a reboot, does not
 * take all of the machine until none of them is ready in time. Safe for many threads; its lock guards all.
 */
final class Stagger {
    /** One that takes longer, or waits for a person, holds the others up no more. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();
    private final Set<WorkerName> comingUp = new HashSet<>();
    private final int places;
    private long left;
    private boolean closed;

    Stagger(int places) {
        this.places = places;
    }

    /** Returns as many places as the processors of this machine bear. */
    static Stagger ofThisMachine() {
        return new Stagger(Math.max(4, 2 * Runtime.getRuntime().availableProcessors()));
    }

    /**
     * Waits for a place, and takes it.
     *
     * @throws InterruptedException also when the run ends: then nothing is to be started any more
     */
    void enter(WorkerName worker) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = PATIENCE.toNanos();
            long before = left;
            while (!closed && comingUp.size() >= places && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
                if (left > before) {
                    // They do come up: the line moves.
                    before = left;
                    nanos = PATIENCE.toNanos();
                }
            }
            if (closed) {
                throw new InterruptedException("the run ends");
            }
            comingUp.add(worker);
        } finally {
            lock.unlock();
        }
    }

    /** It is up, or will not be, or waits for a person. Does nothing for one that has no place. */
    void leave(WorkerName worker) {
        lock.lock();
        try {
            if (comingUp.remove(worker)) {
                left++;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Nobody is let in any more. */
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
