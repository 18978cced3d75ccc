package dev.cao.run;

import dev.cao.io.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What other threads want of a worker's thread, in order. Any thread may add; the worker's own takes. */
final class Signals {
    private static final Duration FOR_EVER = Duration.ofDays(1);

    private final BlockingQueue<Signal> queue = new LinkedBlockingQueue<>();

    void add(Signal signal) {
        queue.add(signal);
    }

    /** Waits for the next one, at most until then; after that it is a mere wake-up. */
    Signal next(Instant until, Time time) throws InterruptedException {
        Duration wait = Duration.between(time.now(), until);
        if (wait.compareTo(FOR_EVER) > 0) {
            return queue.take();
        }
        Signal signal = queue.poll(Math.max(0, wait.toMillis()) + 1, TimeUnit.MILLISECONDS);
        return signal == null ? new Signal.Wake() : signal;
    }
}
