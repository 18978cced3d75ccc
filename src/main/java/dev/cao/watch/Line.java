package dev.cao.watch;

import dev.cao.domain.Columns;
import dev.cao.domain.VisibleText;
import java.util.ArrayList;
import java.util.List;

/**
 * One line of the screen, of fixed width, built from the left. Whatever text comes in, what leaves moves no cursor, steers
 * no terminal and is not wider: this is the only way onto the screen.
 */
final class Line {
    private static final String MORE = "…";

    private record Span(Style style, String text, boolean finished) {}

    private final int width;
    private final List<Span> spans = new ArrayList<>();
    private int used;

    Line(int width) {
        this.width = Math.max(0, width);
    }

    /** Returns how many columns are left. */
    int room() {
        return width - used;
    }

    /** Adds a text, cut with … where the line ends. */
    Line add(Style style, String text) {
        return add(style, text, width - used);
    }

    /** Adds a text that takes at most that many columns, cut with … if it is longer. */
    Line add(Style style, String text, int most) {
        int room = Math.min(most, width - used);
        if (room > 0) {
            String shown = cut(clean(text), room);
            spans.add(new Span(style, shown, false));
            used += Columns.of(shown);
        }
        return this;
    }

    /** Adds a cell of exactly that many columns. */
    Line cell(Style style, String text, int columns) {
        int end = Math.min(width, used + columns);
        add(style, text, columns);
        return to(end);
    }

    /** Adds a cell whose text stands at its right end. */
    Line right(Style style, String text, int columns) {
        String shown = cut(clean(text), columns);
        to(used + columns - Columns.of(shown));
        return add(style, shown);
    }

    /** Adds a row of a pane with its colours. */
    Line pane(String styledRow) {
        PaneRow row = PaneRow.of(styledRow, width - used);
        spans.add(new Span(Style.PLAIN, row.plain(), false));
        if (!row.styled().equals(row.plain())) {
            spans.set(spans.size() - 1, new Span(Style.PLAIN, row.styled() + "\033[0m", true));
        }
        used += Columns.of(row.plain());
        return this;
    }

    /** Adds blanks up to that column. */
    Line to(int column) {
        return to(Style.PLAIN, column);
    }

    Line to(Style style, int column) {
        int end = Math.min(width, column);
        if (end > used) {
            spans.add(new Span(style, " ".repeat(end - used), false));
            used = end;
        }
        return this;
    }

    /** Returns a line with this one, a gap and the other side by side. */
    Line beside(String gap, Line other) {
        Line both = new Line(width + Columns.of(gap) + other.width);
        both.spans.addAll(to(width).spans);
        both.used = width;
        both.add(Style.DIM, gap);
        both.spans.addAll(other.spans);
        both.used += other.used;
        return both;
    }

    /** Returns what is written to the terminal. */
    String render(boolean colour) {
        StringBuilder out = new StringBuilder();
        for (Span span : spans) {
            if (span.finished()) {
                out.append(colour ? span.text() : PaneRow.withoutColours(span.text()));
            } else {
                out.append(colour ? span.style().paint(span.text()) : span.text());
            }
        }
        return colour ? out.toString() : out.toString().stripTrailing();
    }

    private static String cut(String text, int columns) {
        if (Columns.of(text) <= columns) {
            return text;
        }
        return columns < 2 ? MORE.repeat(Math.max(0, columns)) : beginning(text, columns - 1) + MORE;
    }

    /** Returns as much of the text as fits into so many columns. */
    static String beginning(String text, int columns) {
        int taken = 0;
        int i = 0;
        while (i < text.length()) {
            int point = text.codePointAt(i);
            taken += Columns.of(point);
            if (taken > columns) {
                return text.substring(0, i);
            }
            i += Character.charCount(point);
        }
        return text;
    }

    /** Returns the text on one line, without what terminals disagree about or what turns the order of letters round. */
    static String clean(String text) {
        StringBuilder out = new StringBuilder(text.length());
        VisibleText.of(text).codePoints().forEach(point -> {
            if (point == '\n' || point == '\t' || point == 0x2028 || point == 0x2029) {
                out.append(' ');
            } else if (Character.getType(point) != Character.FORMAT
                    && Character.getType(point) != Character.SURROGATE
                    && (point < 0xfe00 || point > 0xfe0f)) {
                out.appendCodePoint(point);
            }
        });
        return out.toString();
    }
}
