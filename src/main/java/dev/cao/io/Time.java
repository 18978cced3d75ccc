package dev.cao.io;

import java.time.Instant;

/** The only source of "now", so that a test can own it. */
public interface Time {
    Instant now();

    /** The clock of this machine. */
    static Time system() {
        return Instant::now;
    }
}
