package dev.cao.watch;

import java.util.List;

/**
 * Brings the screen from one frame to the next, in one piece: between the two marks a terminal that knows them shows
 * nothing half done. Remembers what it has drawn; for one thread.
 */
final class Painter {
    /** Screen of its own, no cursor, lines are cut instead of wrapped, pastes are marked. */
    static final String ENTER = "\033[?1049h\033[?25l\033[?7l\033[?2004h";

    static final String LEAVE = "\033[?2026l\033[0m\033[?2004l\033[?7h\033[?25h\033[?1049l";

    private static final String BEGIN = "\033[?2026h";
    private static final String END = "\033[?2026l";

    private List<String> drawn = List.of();

    /** Returns the bytes that are still missing; empty when nothing changed. */
    String paint(List<String> frame) {
        StringBuilder out = new StringBuilder();
        boolean anew = drawn.size() != frame.size();
        if (anew) {
            out.append("\033[0m\033[2J");
        }
        for (int row = 0; row < frame.size(); row++) {
            String line = frame.get(row);
            if (anew || !line.equals(drawn.get(row))) {
                out.append("\033[").append(row + 1).append(";1H\033[2K").append(line);
            }
        }
        drawn = List.copyOf(frame);
        return out.isEmpty() ? "" : BEGIN + out + END;
    }

    /** The screen may hold anything now. */
    void forget() {
        drawn = List.of();
    }
}
