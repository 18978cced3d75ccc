package dev.cao.profile;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;

/** What a model costs, in US dollars for a million tokens of each kind. */
public record Price(BigDecimal input, BigDecimal output, BigDecimal cacheRead, BigDecimal cacheWrite) {
    private static final BigDecimal UNIT = BigDecimal.valueOf(1_000_000);

    public Price {
        requireNonNull(input, "input is null");
        requireNonNull(output, "output is null");
        requireNonNull(cacheRead, "cacheRead is null");
        requireNonNull(cacheWrite, "cacheWrite is null");
    }

    /** Returns the cost of these tokens in US dollars. */
    double of(long in, long out, long read, long written) {
        return input.multiply(BigDecimal.valueOf(in))
                .add(output.multiply(BigDecimal.valueOf(out)))
                .add(cacheRead.multiply(BigDecimal.valueOf(read)))
                .add(cacheWrite.multiply(BigDecimal.valueOf(written)))
                .divide(UNIT)
                .doubleValue();
    }

    Price times(BigDecimal factor) {
        return new Price(
                input.multiply(factor),
                output.multiply(factor),
                cacheRead.multiply(factor),
                cacheWrite.multiply(factor));
    }
}
