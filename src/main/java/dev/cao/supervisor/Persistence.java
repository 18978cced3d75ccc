package dev.cao.supervisor;

import java.time.Duration;
import java.util.Optional;

/**
 * How often a model is asked again that does not answer.
 *
 * @param first the wait after the first failure; each later one is twice as long
 * @param longest no wait is longer, unless the service asks for it
 * @param patience when the waits would come to more than this, it is given up
 */
public record Persistence(Duration first, Duration longest, Duration patience) {
    public static final Duration DEFAULT_PATIENCE = Duration.ofMinutes(15);

    public static Persistence of(Duration patience) {
        return new Persistence(Duration.ofSeconds(1), Duration.ofSeconds(60), patience);
    }

    /**
     * Returns the wait before the next attempt; empty: give up.
     *
     * @param failures how many there were, from 1
     * @param waited how long was waited so far
     */
    Optional<Duration> next(int failures, Duration waited, Optional<Duration> asked) {
        Duration wait = first.multipliedBy(1L << Math.min(failures - 1, 20));
        if (wait.compareTo(longest) > 0) {
            wait = longest;
        }
        if (asked.isPresent() && asked.get().compareTo(wait) > 0) {
            wait = asked.get();
        }
        return waited.plus(wait).compareTo(patience) > 0 ? Optional.empty() : Optional.of(wait);
    }
}
