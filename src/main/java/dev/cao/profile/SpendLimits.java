package dev.cao.profile;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a run, or an agent of it, may use up.
 *
 * @param time of a run: in which its orchestrator works on it; of an agent: in which it has a task in hand, in all
 * @param costUsd in US dollars
 * @param tokens of all kinds
 * @param turns answers of models
 * @param atLimit what follows when one of them is used up
 */
public record SpendLimits(
        Optional<Duration> time,
        Optional<BigDecimal> costUsd,
        OptionalLong tokens,
        OptionalInt turns,
        AtLimit atLimit) {
    public static final SpendLimits NONE = new SpendLimits(
            Optional.empty(), Optional.empty(), OptionalLong.empty(), OptionalInt.empty(), AtLimit.STOP);

    public SpendLimits {
        requireNonNull(atLimit, "atLimit is null");
    }

    /** What follows from a limit that is used up. */
    public enum AtLimit {
        /** A run ends; an agent gets nothing more to do, and what it has in hand fails. */
        STOP,
        /** Nothing new is given until a person raises the limit; what is in hand goes on. */
        PAUSE
    }

    /** Returns these limits with one of them raised. */
    public SpendLimits with(LimitRaise raise) {
        String value = raise.value();
        return switch (raise.limit()) {
            case TIME -> new SpendLimits(Optional.of(Duration.parse(value)), costUsd, tokens, turns, atLimit);
            case COST -> new SpendLimits(time, Optional.of(new BigDecimal(value)), tokens, turns, atLimit);
            case TOKENS -> new SpendLimits(time, costUsd, OptionalLong.of(Long.parseLong(value)), turns, atLimit);
            case TURNS -> new SpendLimits(time, costUsd, tokens, OptionalInt.of(Integer.parseInt(value)), atLimit);
        };
    }
}
