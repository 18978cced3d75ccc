package dev.cao.supervisor;

import java.time.Duration;
import java.util.Optional;

/** The header by which a service asks to be left alone for some seconds. Its form with a date is not used by models. */
final class RetryAfter {
    private static final int LONGEST = 600;

    private RetryAfter() {}

    static Optional<Duration> read(String header) {
        try {
            double seconds = Double.parseDouble(header.strip());
            return seconds > 0 && seconds <= LONGEST
                    ? Optional.of(Duration.ofMillis(Math.round(seconds * 1000)))
                    : Optional.empty();
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }
}
