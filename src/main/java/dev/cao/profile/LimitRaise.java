package dev.cao.profile;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A person's word that more may be used up: {@code cost=10USD} of a run, {@code security.tokens=2M} of one agent.
 *
 * @param agent a worker of the team or {@code supervisor}; empty: the run
 * @param value as a journal keeps it: ISO 8601, dollars, a number
 */
public record LimitRaise(String agent, Kind limit, String value) {
    public LimitRaise {
        requireNonNull(agent, "agent is null");
        requireNonNull(limit, "limit is null");
        requireNonNull(value, "value is null");
    }

    /** What is limited. */
    public enum Kind {
        TIME,
        COST,
        TOKENS,
        TURNS;

        /** Returns its key in a profile. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @throws IllegalArgumentException if there is none of that key */
        public static Kind of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }

        static List<String> keys() {
            return Arrays.stream(values()).map(Kind::key).toList();
        }
    }

    /**
     * Reads {@code [AGENT.]LIMIT=VALUE}, values as in a profile; a cost also without a blank.
     *
     * @throws IllegalArgumentException with what was expected instead
     */
    public static LimitRaise parse(String text) {
        int equals = text.indexOf('=');
        int dot = text.lastIndexOf('.', equals < 0 ? text.length() : equals);
        String key = equals < 0 ? text : text.substring(dot + 1, equals);
        if (equals < 0 || !Kind.keys().contains(key)) {
            throw new IllegalArgumentException(
                    "'%s' is no limit; expected one such as cost=10USD, tokens=2M, turns=80, time=2h, or of an agent: security.cost=2USD"
                            .formatted(text));
        }
        Kind limit = Kind.of(key);
        String written = text.substring(equals + 1).strip();
        String value = value(limit, written)
                .orElseThrow(() -> new IllegalArgumentException(
                        "'%s' is no value of %s; expected %s".formatted(written, key, example(limit))));
        return new LimitRaise(dot < 0 ? "" : text.substring(0, dot), limit, value);
    }

    private static Optional<String> value(Kind limit, String written) {
        return switch (limit) {
            case TIME -> Values.parseDuration(written).map(Duration::toString);
            case COST -> Values.parseCost(written).map(cost -> cost.toPlainString());
            case TOKENS ->
                Values.parseTokens(written).stream().mapToObj(Long::toString).findFirst();
            case TURNS -> Optional.of(written).filter(number -> number.matches("[1-9]\\d{0,5}"));
        };
    }

    private static String example(Kind limit) {
        return switch (limit) {
            case TIME -> "a duration such as 2h";
            case COST -> "an amount such as 10USD";
            case TOKENS -> "a number of tokens such as 2M";
            case TURNS -> "a whole number";
        };
    }

    /** Returns the limit's name: {@code cost}, {@code security.cost}. */
    public String name() {
        return agent.isEmpty() ? limit.key() : agent + "." + limit.key();
    }
}
