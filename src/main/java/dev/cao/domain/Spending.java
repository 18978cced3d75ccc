package dev.cao.domain;

import java.util.Optional;

/**
 * What one agent has spent at one model.
 *
 * @param turns requests that were answered
 * @param tokens all of them
 * @param unpriced those of turns whose cost nobody measured
 * @param costUsd what was measured
 */
public record Spending(int turns, Tokens tokens, Tokens unpriced, double costUsd) {
    public static final Spending NONE = new Spending(0, Tokens.NONE, Tokens.NONE, 0);

    /** Tokens by kind. {@code input}: without those that the cache read or wrote. */
    public record Tokens(long input, long output, long cacheRead, long cacheWrite) {
        public static final Tokens NONE = new Tokens(0, 0, 0, 0);

        public long all() {
            return input + output + cacheRead + cacheWrite;
        }

        public Tokens plus(Tokens more) {
            return new Tokens(
                    input + more.input, output + more.output, cacheRead + more.cacheRead, cacheWrite + more.cacheWrite);
        }
    }

    Spending plus(Tokens used, Optional<Double> cost) {
        return new Spending(
                turns + 1,
                tokens.plus(used),
                cost.isPresent() ? unpriced : unpriced.plus(used),
                costUsd + cost.orElse(0.0));
    }
}
