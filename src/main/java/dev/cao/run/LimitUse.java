package dev.cao.run;

import dev.cao.domain.RunEvent;
import dev.cao.profile.LimitRaise;
import java.time.Duration;

/**
 * How much of one limit is used up.
 *
 * @param agent empty: of the run
 * @param limit in words: {@code 5 USD}
 * @param used in words: {@code 5.0123 USD}
 * @param share 1: all of it
 */
record LimitUse(String agent, LimitRaise.Kind kind, String limit, String used, double share) {
    private static final double NEAR = 0.8;

    static Duration near(Duration limit) {
        return Duration.ofMillis((long) (limit.toMillis() * NEAR));
    }

    boolean isNear() {
        return share >= NEAR;
    }

    boolean isUsedUp() {
        return share >= 1;
    }

    /** Returns its name: {@code cost}, {@code security.cost}. */
    String name() {
        return agent.isEmpty() ? kind.key() : agent + "." + kind.key();
    }

    private String whose() {
        return agent.isEmpty() ? "the" : agent + "'s";
    }

    RunEvent.LimitNear warning() {
        return new RunEvent.LimitNear(
                name(),
                "%d %% of %s limit of %s are used: %s"
                        .formatted(Math.min(100, (long) (share * 100)), whose(), limit, used));
    }

    RunEvent.LimitReached reached(boolean pauses) {
        return new RunEvent.LimitReached(
                agent, kind.key(), "%s limit of %s was reached: %s".formatted(whose(), limit, used), pauses);
    }
}
