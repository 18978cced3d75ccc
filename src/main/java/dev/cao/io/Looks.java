package dev.cao.io;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Looks again and again at what no event tells of: the end of processes that are not children of ours. */
final class Looks {
    private Looks() {}

    /** Looks, with that pause, until it holds; false when it does not at the end of the patience. */
    static boolean until(BooleanSupplier condition, Duration pause, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            Thread.sleep(pause);
        }
        return true;
    }
}
