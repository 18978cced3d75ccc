package dev.cao.standin;

import java.util.List;

/**
 * Writes conversation lines and, below them, the frame that is drawn anew each time. What scrolls away stays in the
 * terminal's own history. Keeps what it has drawn; used by the agent's loop only.
 */
final class Painter {
    private Frame drawn = Frame.EMPTY;

    /** Returns the bytes that bring the screen from what was drawn last to this: new lines, then the frame. */
    String paint(List<String> newLines, Frame frame) {
        if (newLines.isEmpty() && frame.equals(drawn)) {
            return "";
        }
        StringBuilder out = new StringBuilder("\033[?25l");
        if (newLines.isEmpty() && frame.lines().size() == drawn.lines().size()) {
            changedLines(out, frame);
        } else {
            toRow(out, drawn.row(), 0);
            out.append("\033[J");
            for (String line : newLines) {
                out.append(line).append("\r\n");
            }
            out.append(String.join("\r\n", frame.lines()));
            toRow(out, Math.max(0, frame.lines().size() - 1), frame.row());
        }
        column(out, frame.column());
        drawn = frame;
        return out.append("\033[?25h").toString();
    }

    /** Returns the bytes that wipe the visible screen: the next paint begins in its first row. */
    String wipe() {
        drawn = Frame.EMPTY;
        // Erasing everything from row 1 would push it into tmux's history ("scroll-on-clear"); so row 1 goes by itself.
        return "\033[H\033[2K\033[2;1H\033[J\033[H";
    }

    /** Returns the bytes that remove the frame and leave the cursor where it began. */
    String erase() {
        StringBuilder out = new StringBuilder();
        toRow(out, drawn.row(), 0);
        drawn = Frame.EMPTY;
        return out.append("\033[J").toString();
    }

    private void changedLines(StringBuilder out, Frame frame) {
        int row = drawn.row();
        for (int i = 0; i < frame.lines().size(); i++) {
            if (!frame.lines().get(i).equals(drawn.lines().get(i))) {
                toRow(out, row, i);
                out.append("\033[2K").append(frame.lines().get(i));
                row = i;
            }
        }
        toRow(out, row, frame.row());
    }

    private static void toRow(StringBuilder out, int from, int to) {
        out.append('\r');
        if (from > to) {
            out.append("\033[").append(from - to).append('A');
        } else if (to > from) {
            out.append("\033[").append(to - from).append('B');
        }
    }

    private static void column(StringBuilder out, int column) {
        if (column > 0) {
            out.append("\033[").append(column).append('C');
        }
    }
}
