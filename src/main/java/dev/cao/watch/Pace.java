package dev.cao.watch;

/** When to draw: soon after a change, not more often than the eye sees, and each second while ages grow. */
final class Pace {
    private static final long SHORTEST_NANOS = 60_000_000;
    private static final long SECOND_NANOS = 1_000_000_000;
    private static final long FOREVER_NANOS = Long.MAX_VALUE;

    private long last = System.nanoTime() - SHORTEST_NANOS;
    private boolean stale = true;

    /** Something is not on the screen yet. */
    void changed() {
        stale = true;
    }

    void drawn(long now) {
        last = now;
        stale = false;
    }

    boolean mayDraw(long now) {
        return now - last >= (stale ? SHORTEST_NANOS : SECOND_NANOS);
    }

    /** @param grows whether the screen holds ages that grow */
    long waitNanos(long now, boolean grows) {
        if (stale) {
            return Math.max(0, last + SHORTEST_NANOS - now);
        }
        return grows ? Math.max(0, last + SECOND_NANOS - now) : FOREVER_NANOS;
    }
}
