package dev.cao.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * How long nothing was heard of a working agent: neither an event of its own nor a single byte on its terminal. An agent
 * that thinks for long draws its spinner meanwhile; one that is stopped or hangs does not. For the worker's thread.
 *
 * @param output the file that receives what the agent prints
 * @param doubtful after this it is called unknown
 * @param hopeless after this its task is given up and it is killed
 */
record Silence(Path output, Duration doubtful, Duration hopeless) {
    static final Duration DOUBTFUL = Duration.ofMinutes(3);
    static final Duration HOPELESS = Duration.ofMinutes(15);

    /** Returns the last sign of life: the newer of the agent's last event and the last byte that it printed. */
    Instant lastSign(Instant lastEvent) {
        try {
            Instant printed = Files.getLastModifiedTime(output).toInstant();
            return printed.isAfter(lastEvent) ? printed : lastEvent;
        } catch (IOException _) {
            // It has printed nothing yet.
            return lastEvent;
        }
    }

    boolean isDoubtful(Instant lastSign, Instant now) {
        return !now.isBefore(lastSign.plus(doubtful));
    }

    boolean isHopeless(Instant lastSign, Instant now) {
        return !now.isBefore(lastSign.plus(hopeless));
    }

    /** Returns when to look next. */
    Instant nextLook(Instant lastSign, Instant now) {
        return isDoubtful(lastSign, now) ? lastSign.plus(hopeless) : lastSign.plus(doubtful);
    }
}
