package dev.cao.standin;

import java.util.List;

/**
 * The lines at the bottom of the screen, none wider than it, and where the cursor stands in them (from 0).
 */
record Frame(List<String> lines, int row, int column) {
    static final Frame EMPTY = new Frame(List.of(), 0, 0);

    Frame {
        lines = List.copyOf(lines);
    }
}
