package dev.cao.terminal;

import java.util.List;

/**
 * A picture of a session.
 *
 * @param lines plain text, trailing blanks removed, oldest first; history above the visible rows
 * @param styledLines the same rows with their SGR escape sequences, to tell dim hints from typed text
 * @param cursorRow counted from 0 in the visible part
 * @param alternate whether the program is on the alternate screen, which has no history
 */
public record Screen(
        List<String> lines,
        List<String> styledLines,
        int columns,
        int rows,
        int cursorColumn,
        int cursorRow,
        boolean alternate) {
    public Screen {
        lines = List.copyOf(lines);
        styledLines = List.copyOf(styledLines);
    }

    /** Returns the plain lines as one text. */
    public String text() {
        return String.join("\n", lines);
    }
}
