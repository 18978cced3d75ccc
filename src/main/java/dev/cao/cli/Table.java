package dev.cao.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows in aligned columns, as wide as they need to be; two blanks between columns, none at the end of a line. */
final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    /** Adds a row; the first is the head. */
    Table row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    /** Returns the lines, without colour. */
    List<String> lines() {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - width(row.get(i)) + 2));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    /** Returns the lines with a line break between them. */
    @Override
    public String toString() {
        return String.join("\n", lines());
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
