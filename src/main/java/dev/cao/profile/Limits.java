package dev.cao.profile;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * Limits of a run.
 *
 * @param task of each task, unless the agent's profile says otherwise
 * @param spend what all agents together may use up
 * @param workers how many worker sessions may live at once
 * @param unknownCost what a limit on cost does about a model of unknown price
 */
public record Limits(Duration task, SpendLimits spend, OptionalInt workers, UnknownCost unknownCost) {
    public static final Duration DEFAULT_TASK = Duration.ofMinutes(60);
    public static final Limits DEFAULT =
            new Limits(DEFAULT_TASK, SpendLimits.NONE, OptionalInt.empty(), UnknownCost.REFUSE);

    public Limits {
        requireNonNull(task, "task is null");
        requireNonNull(spend, "spend is null");
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
