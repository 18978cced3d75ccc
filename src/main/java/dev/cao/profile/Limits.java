package dev.cao.profile;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Limits of a run.
 *
 * @param time of the whole run
 * @param task of each task, unless the agent's profile says otherwise
 * @param costUsd in US dollars
 * @param turns of all models together: requests that were answered
 * @param workers how many worker sessions may live at once
 * @param unknownCost what a limit on cost does about a model of unknown price
 */
public record Limits(
        Optional<Duration> time,
        Duration task,
        Optional<BigDecimal> costUsd,
        OptionalLong tokens,
        OptionalInt turns,
        OptionalInt workers,
        UnknownCost unknownCost) {
    public static final Duration DEFAULT_TASK = Duration.ofMinutes(60);
    public static final Limits DEFAULT = new Limits(
            Optional.empty(),
            DEFAULT_TASK,
            Optional.empty(),
            OptionalLong.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            UnknownCost.REFUSE);

    public Limits {
        requireNonNull(task, "task is null");
        requireNonNull(unknownCost, "unknownCost is null");
    }

    /** What a limit on cost does about a model of unknown price. */
    public enum UnknownCost {
        /** The run does not start. */
        REFUSE,
        /** What is not known is not counted. */
        ALLOW
    }
}
