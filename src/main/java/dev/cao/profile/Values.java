package dev.cao.profile;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Single values by expected type. Where a text is expected, what is written counts as text ({@code 4.1}, {@code no},
 * {@code on}); where a number or {@code true}/{@code false} is expected, nothing else will do.
 */
final class Values {
    private static final Pattern DURATION = Pattern.compile("(?:(\\d{1,4})h)?(?:(\\d{1,6})m)?(?:(\\d{1,8})s)?");
    private static final Pattern TOKENS = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,3})?)([kM]?)");
    private static final Pattern COST = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?) ?USD");

    private Values() {}

    /** Any scalar that is not nothing, and not blank. */
    static Optional<Node.Scalar> scalar(Node node, String expected, Problems problems) {
        if (!(node instanceof Node.Scalar scalar)) {
            return refuse(node, expected, problems);
        }
        if (scalar.kind() == Node.Kind.NOTHING) {
            problems.add(node.place(), "has no value; expected " + expected + ", or leave the key out");
            return Optional.empty();
        }
        if (scalar.text().isBlank()) {
            problems.add(node.place(), "is blank; expected " + expected + ", or leave the key out");
            return Optional.empty();
        }
        return Optional.of(scalar);
    }

    static OptionalInt integer(Node node, int least, int most, Problems problems) {
        String expected = "a whole number from " + least + " to " + most;
        if (!(node instanceof Node.Scalar scalar) || scalar.kind() != Node.Kind.INTEGER) {
            refuse(node, expected, problems);
            return OptionalInt.empty();
        }
        if (scalar.text().matches("-?(0|[1-9]\\d{0,8})")) {
            int value = Integer.parseInt(scalar.text());
            if (value >= least && value <= most) {
                return OptionalInt.of(value);
            }
        }
        refuse(node, expected, problems);
        return OptionalInt.empty();
    }

    static Optional<BigDecimal> decimal(Node node, int most, Problems problems) {
        if (node instanceof Node.Scalar scalar
                && (scalar.kind() == Node.Kind.INTEGER || scalar.kind() == Node.Kind.DECIMAL)
                && scalar.text().matches("\\d{1,9}(\\.\\d{1,9})?")
                && new BigDecimal(scalar.text()).compareTo(BigDecimal.valueOf(most)) <= 0) {
            return Optional.of(new BigDecimal(scalar.text()));
        }
        return refuse(node, "a number from 0 to " + most, problems);
    }

    static Optional<Boolean> flag(Node node, Problems problems) {
        if (node instanceof Node.Scalar scalar && scalar.kind() == Node.Kind.BOOLEAN) {
            return Optional.of(scalar.text().equalsIgnoreCase("true"));
        }
        return refuse(node, "true or false", problems);
    }

    static Optional<Duration> duration(Node node, Problems problems) {
        String expected = "a duration such as 30s, 45m, 2h or 1h30m";
        Optional<Node.Scalar> scalar = scalar(node, expected, problems);
        if (scalar.isEmpty()) {
            return Optional.empty();
        }
        String text = scalar.get().text();
        Optional<Duration> duration = parseDuration(text);
        if (duration.isPresent()) {
            return duration;
        }
        if (scalar.get().kind() == Node.Kind.INTEGER && text.matches("[1-9]\\d{0,5}")) {
            return refuse(node, "a unit: " + text + "s or " + text + "m", problems);
        }
        return refuse(node, expected, problems);
    }

    /** Returns what {@code 30s}, {@code 45m}, {@code 2h} or {@code 1h30m} stands for; empty for anything else, and for zero. */
    static Optional<Duration> parseDuration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Duration duration = Duration.ofHours(number(matcher.group(1)))
                .plusMinutes(number(matcher.group(2)))
                .plusSeconds(number(matcher.group(3)));
        return duration.isZero() ? Optional.empty() : Optional.of(duration);
    }

    static OptionalLong tokens(Node node, Problems problems) {
        String expected = "a number of tokens such as 2M, 500k or 12000";
        Optional<Node.Scalar> scalar = scalar(node, expected, problems);
        if (scalar.isEmpty()) {
            return OptionalLong.empty();
        }
        OptionalLong tokens = parseTokens(scalar.get().text());
        if (tokens.isEmpty()) {
            refuse(node, expected, problems);
        }
        return tokens;
    }

    static OptionalLong parseTokens(String text) {
        Matcher matcher = TOKENS.matcher(text);
        if (matcher.matches()) {
            int zeros = matcher.group(2).equals("M") ? 6 : matcher.group(2).equals("k") ? 3 : 0;
            BigDecimal value = new BigDecimal(matcher.group(1)).movePointRight(zeros);
            if (value.signum() > 0 && value.stripTrailingZeros().scale() <= 0) {
                return OptionalLong.of(value.longValueExact());
            }
        }
        return OptionalLong.empty();
    }

    static Optional<BigDecimal> cost(Node node, Problems problems) {
        String expected = "an amount such as 5 USD or 0.50 USD";
        Optional<Node.Scalar> scalar = scalar(node, expected, problems);
        if (scalar.isEmpty()) {
            return Optional.empty();
        }
        Optional<BigDecimal> cost = parseCost(scalar.get().text());
        return cost.isPresent() ? cost : refuse(node, expected, problems);
    }

    static Optional<BigDecimal> parseCost(String text) {
        Matcher matcher = COST.matcher(text);
        return matcher.matches() && new BigDecimal(matcher.group(1)).signum() > 0
                ? Optional.of(new BigDecimal(matcher.group(1)))
                : Optional.empty();
    }

    static Optional<Node.Scalar> choice(Node.Scalar scalar, List<String> words, Problems problems) {
        if (words.contains(scalar.text())) {
            return Optional.of(scalar);
        }
        problems.add(scalar.place(), "found " + scalar.found() + Suggestion.orAll(scalar.text(), words));
        return Optional.empty();
    }

    static List<Node.Scalar> texts(Node node, String expected, Problems problems) {
        if (!(node instanceof Node.Sequence sequence) || sequence.items().isEmpty()) {
            problems.add(
                    node.place(),
                    "found " + (node instanceof Node.Sequence ? "an empty list" : node.found()) + ", expected "
                            + expected);
            return List.of();
        }
        List<Node.Scalar> texts = new ArrayList<>();
        sequence.items().forEach(item -> scalar(item, "a text", problems).ifPresent(texts::add));
        return texts;
    }

    /** A program and its arguments; an argument may be empty, the program may not. */
    static List<Node.Scalar> argv(Node node, Problems problems) {
        String expected = "a list: the program and its arguments";
        if (!(node instanceof Node.Sequence sequence) || sequence.items().isEmpty()) {
            return texts(node, expected, problems);
        }
        List<Node.Scalar> argv = new ArrayList<>();
        for (Node item : sequence.items()) {
            if (!argv.isEmpty() && item instanceof Node.Scalar empty && empty.isBlankText()) {
                argv.add(empty);
            } else {
                scalar(item, "a text", problems).ifPresent(argv::add);
            }
        }
        return argv;
    }

    private static <T> Optional<T> refuse(Node node, String expected, Problems problems) {
        problems.add(node.place(), "found " + node.found() + ", expected " + expected);
        return Optional.empty();
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
