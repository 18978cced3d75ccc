package dev.cao.standin;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What waits for the agent's loop, in the order of its coming. Safe for many threads. */
final class Mailbox {
    private final LinkedBlockingQueue<Happening> waiting = new LinkedBlockingQueue<>();

    void put(Happening happening) {
        waiting.add(happening);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Waits for the next one, at most this long; null when none came. */
    @Nullable
    Happening next(long nanos) throws InterruptedException {
        return waiting.poll(nanos, TimeUnit.NANOSECONDS);
    }
}
