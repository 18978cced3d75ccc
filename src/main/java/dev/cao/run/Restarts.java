package dev.cao.run;

import java.time.Duration;
import java.time.Instant;

/** Decides when a worker's agent is started again, and when it is given up. For the worker's thread. */
final class Restarts {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final int cap;
    private int inARow;
    private Instant notBefore = Instant.MIN;
    private boolean wanted;

    /** @param cap how many starts again in a row, without one finished task, are tried */
    Restarts(int cap) {
        this.cap = cap;
    }

    /** It was started; the first start is none of the starts again. */
    void started() {
        inARow++;
        wanted = false;
    }

    /** It finished a task: whatever made it end before does not always. */
    void finishedTask() {
        inARow = 0;
    }

    /** It ended. The first start again comes at once, each further one after a pause twice as long. */
    void ended(Instant now) {
        if (inARow <= 1) {
            notBefore = now;
            return;
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(inARow - 2, 10));
        notBefore = now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    }

    boolean exhausted() {
        return inARow > cap;
    }

    int inARow() {
        return inARow;
    }

    /** There is work for it. Returns whether it may be started again by now; else {@link #next} tells when. */
    boolean mayStart(Instant now) {
        wanted = now.isBefore(notBefore);
        return !wanted;
    }

    /** Returns when it is to be started again. */
    Instant next() {
        return wanted ? notBefore : Instant.MAX;
    }
}
