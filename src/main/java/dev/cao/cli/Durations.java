package dev.cao.cli;

import dev.cao.report.Elapsed;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** Durations as people write and read them: {@code 90s}, {@code 45m}, {@code 1h30m}, {@code 14d}. */
final class Durations {
    private static final Pattern FORM = Pattern.compile(
            "(?:(\\d{1,5})d)?(?:(\\d{1,5})h)?(?:(\\d{1,6})m)?(?:(\\d{1,8})s)?", Pattern.CASE_INSENSITIVE);

    private Durations() {}

    /** @throws TypeConversionException with the forms that are allowed */
    static Duration parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (text.isBlank() || !matcher.matches()) {
            throw new TypeConversionException("'%s' is no time; write 90s, 45m, 2h or 1h30m".formatted(text));
        }
        Duration duration = Duration.ofDays(number(matcher, 1))
                .plusHours(number(matcher, 2))
                .plusMinutes(number(matcher, 3))
                .plusSeconds(number(matcher, 4));
        if (duration.isZero()) {
            throw new TypeConversionException("'%s' is no time at all; write 90s, 45m, 2h or 1h30m".formatted(text));
        }
        return duration;
    }

    private static long number(Matcher matcher, int group) {
        String digits = matcher.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /** Returns {@code 0.3s}, {@code 42s}, {@code 3m07s}, {@code 2h05m} or {@code 3d}. */
    static String shown(Duration duration) {
        return Elapsed.shown(duration);
    }
}
