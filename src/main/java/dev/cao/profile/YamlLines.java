package dev.cao.profile;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes block style YAML, a comment behind each value that came from somewhere. Not thread-safe: one text, one writer. */
final class YamlLines {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z/._][A-Za-z0-9 /._+-]*");
    private static final Pattern WORD =
            Pattern.compile("(?i)null|true|false|yes|no|on|off|y|n|\\.inf|\\.nan|[-+.0-9].*|.* ");
    private static final int COMMENT_COLUMN = 56;

    private final StringBuilder text = new StringBuilder();

    /** A value that is read back as it was; texts of several lines as a block. */
    void value(String lead, String key, String value, Optional<String> origin) {
        if (isBlock(value)) {
            line(lead + key + ": " + (value.endsWith("\n") ? "|" : "|-"), origin);
            String indent = " ".repeat(lead.length() + 2);
            value.lines()
                    .forEach(one ->
                            text.append(one.isEmpty() ? "" : indent + one).append('\n'));
        } else {
            line(lead + key + ": " + scalar(value), origin);
        }
    }

    void raw(String lead, String key, String value, Optional<String> origin) {
        line(lead + key + ":" + (value.isEmpty() ? "" : " " + value), origin);
    }

    void list(String lead, String key, List<String> values, Optional<String> origin) {
        line(lead + key + ": " + flow(values), origin);
    }

    void line(String line, Optional<String> origin) {
        text.append(line);
        origin.ifPresent(from -> text.append(" ".repeat(Math.max(1, COMMENT_COLUMN - line.length())))
                .append("# ")
                .append(from));
        text.append('\n');
    }

    static String flow(List<String> values) {
        return values.stream().map(YamlLines::scalar).collect(Collectors.joining(", ", "[", "]"));
    }

    static String scalar(String value) {
        return PLAIN.matcher(value).matches() && !WORD.matcher(value).matches()
                ? value
                : '"' + new String(JsonStringEncoder.getInstance().quoteAsString(value)) + '"';
    }

    /** Tells whether a literal block keeps the text as it is, and readable. */
    private static boolean isBlock(String value) {
        int end = value.endsWith("\n") ? value.length() - 1 : value.length();
        return end > 0
                && value.contains("\n")
                && !Character.isWhitespace(value.charAt(0))
                && !Character.isWhitespace(value.charAt(end - 1))
                && value.codePoints().allMatch(point -> point == '\n' || Quoted.isPrintable(point));
    }

    /** Such as {@code 1h30m}. */
    static String duration(Duration duration) {
        return (duration.toHours() > 0 ? duration.toHours() + "h" : "")
                + (duration.toMinutesPart() > 0 ? duration.toMinutesPart() + "m" : "")
                + (duration.toSecondsPart() > 0 ? duration.toSecondsPart() + "s" : "");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
