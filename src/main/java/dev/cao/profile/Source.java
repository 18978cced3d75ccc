package dev.cao.profile;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** A text file as it was read, for places and code frames. Immutable. */
final class Source {
    /** Longer lines are cut in a code frame. */
    private static final int FRAME_WIDTH = 100;
    /** The line breaks of YAML 1.1, so that lines are counted as its parser counts them. */
    private static final Pattern BREAK = Pattern.compile("\r\n|[\n\r\u0085\u2028\u2029]");

    private final Path path;
    private final String text;
    private final List<String> lines;
    /** The offset of each line's first character. */
    private final int[] starts;

    /** @param path as the user would name it; only {@link #folder} makes it absolute */
    Source(Path path, String text) {
        this.path = path;
        this.text = text;
        this.lines = List.of(BREAK.split(text, -1));
        this.starts = IntStream.concat(
                        IntStream.of(0), BREAK.matcher(text).results().mapToInt(MatchResult::end))
                .toArray();
    }

    Path path() {
        return path;
    }

    String shown() {
        return path.toString();
    }

    String text() {
        return text;
    }

    List<String> lines() {
        return lines;
    }

    /** Returns the absolute folder that relative paths in this file are relative to. */
    Path folder() {
        Path absolute = path.toAbsolutePath().normalize();
        Path parent = absolute.getParent();
        return parent == null ? absolute : parent;
    }

    /** The file as a whole. */
    Place start() {
        return new Place(this, 1, 1, "");
    }

    /** Returns the place of a character of {@link #text}, counted in UTF-16 units. */
    Place at(int offset, String field) {
        int end = Math.min(offset, text.length());
        int found = Arrays.binarySearch(starts, end);
        int line = found >= 0 ? found : -found - 2;
        return new Place(this, line + 1, text.codePointCount(starts[line], end) + 1, field);
    }

    /** Returns the offset in {@link #text} of a line and column as a parser counts them; within the text in any case. */
    int offset(int line, int column) {
        int start = starts[Math.clamp(line - 1, 0, starts.length - 1)];
        int rest = text.codePointCount(start, text.length());
        return text.offsetByCodePoints(start, Math.clamp(column - 1, 0, rest));
    }

    /** Returns the line with a mark below the column; empty when there is no such line or nothing on it. */
    String frame(int line, int column) {
        if (line < 1 || line > lines.size()) {
            return "";
        }
        int[] points = lines.get(line - 1).codePoints().map(Source::printable).toArray();
        if (new String(points, 0, points.length).isBlank()) {
            return "";
        }
        int mark = Math.clamp(column - 1, 0, points.length);
        int from = mark < FRAME_WIDTH - 10 ? 0 : mark - FRAME_WIDTH / 2;
        int to = Math.min(points.length, from + FRAME_WIDTH);
        String number = Integer.toString(line);
        String cut = (from > 0 ? "…" : "") + new String(points, from, to - from) + (to < points.length ? "…" : "");
        return "  %s | %s\n  %s | %s^"
                .formatted(
                        number,
                        cut.stripTrailing(),
                        " ".repeat(number.length()),
                        " ".repeat(mark - from + (from > 0 ? 1 : 0)));
    }

    private static int printable(int point) {
        return point == '\t' ? ' ' : Quoted.isPrintable(point) ? point : '\uFFFD';
    }
}
