package dev.cao.standin;

import java.util.ArrayList;
import java.util.List;

/**
 * The text being typed. A big paste is one cell: shown collapsed, submitted verbatim. Used by the agent's loop only.
 */
final class InputBox {
    private static final int SHOWN_PASTE_LINES = 3;
    private static final int SHOWN_PASTE_CHARACTERS = 800;

    /**
     * One thing that the cursor steps over.
     *
     * @param text what is submitted
     * @param shown what stands in the box
     */
    record Cell(String text, String shown) {
        boolean isNewline() {
            return text.equals("\n");
        }

        boolean isBlank() {
            return text.equals(" ");
        }
    }

    private final List<Cell> cells = new ArrayList<>();
    private int cursor;
    private int pastes;

    List<Cell> cells() {
        return cells;
    }

    /** Returns the index of the cell that the cursor stands on; the number of cells at the end. */
    int cursor() {
        return cursor;
    }

    boolean isEmpty() {
        return cells.isEmpty();
    }

    /** Returns what a submit key would submit now. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (Cell cell : cells) {
            text.append(cell.text);
        }
        return text.toString();
    }

    void insert(String text) {
        int at = 0;
        List<Cell> added = new ArrayList<>();
        while (at < text.length()) {
            int end = at + Character.charCount(text.codePointAt(at));
            String one = text.substring(at, end);
            added.add(new Cell(one, one));
            at = end;
        }
        cells.addAll(cursor, added);
        cursor += added.size();
    }

    /** Takes a paste: more than 3 lines or 800 characters become one collapsed cell. */
    void paste(String text) {
        int lineEnds = (int) text.chars().filter(c -> c == '\n').count();
        if (lineEnds < SHOWN_PASTE_LINES && text.length() <= SHOWN_PASTE_CHARACTERS) {
            insert(text);
            return;
        }
        pastes++;
        String size = lineEnds > 0 ? "+" + lineEnds + " lines" : text.length() + " characters";
        cells.add(cursor++, new Cell(text, "[Pasted text #" + pastes + " " + size + "]"));
    }

    void replaceWith(String text) {
        clear();
        paste(text);
    }

    void clear() {
        cells.clear();
        cursor = 0;
    }

    void backspace() {
        if (cursor > 0) {
            cells.remove(--cursor);
        }
    }

    void delete() {
        if (cursor < cells.size()) {
            cells.remove(cursor);
        }
    }

    void deleteWord() {
        while (cursor > 0 && cells.get(cursor - 1).isBlank()) {
            backspace();
        }
        while (cursor > 0
                && !cells.get(cursor - 1).isBlank()
                && !cells.get(cursor - 1).isNewline()) {
            backspace();
        }
    }

    void clearLine() {
        int start = lineStart();
        cells.subList(start, cursor).clear();
        cursor = start;
    }

    void clearToEnd() {
        cells.subList(cursor, lineEnd()).clear();
    }

    void left() {
        cursor = Math.max(0, cursor - 1);
    }

    void right() {
        cursor = Math.min(cells.size(), cursor + 1);
    }

    void home() {
        cursor = lineStart();
    }

    void end() {
        cursor = lineEnd();
    }

    private int lineStart() {
        int at = cursor;
        while (at > 0 && !cells.get(at - 1).isNewline()) {
            at--;
        }
        return at;
    }

    private int lineEnd() {
        int at = cursor;
        while (at < cells.size() && !cells.get(at).isNewline()) {
            at++;
        }
        return at;
    }
}
