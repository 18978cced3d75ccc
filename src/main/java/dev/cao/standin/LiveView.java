package dev.cao.standin;

import dev.cao.domain.Columns;
import dev.cao.io.Tty;
import java.util.ArrayList;
import java.util.List;

/**
 * Lays out the bottom of the screen.
 *
 * <pre>
 *   ● the line of the answer that still grows
 *   Queued: and then the tests
 *   ✻ Working… (3s · esc to interrupt)
 *   ────────────────────────────────────────
 *   > Type the next prompt
 *   ────────────────────────────────────────
 *   ? for help
 * </pre>
 *
 * What does not fit is left out from the top; the line with the cursor always stays. Stateless.
 */
final class LiveView {
    private static final int MOST_QUEUED = 3;
    private static final int ROWS_WITH_RULES = 4;

    private LiveView() {}

    static Frame of(Scene scene, Tty.Size size, boolean colour) {
        int width = size.columns();
        Dialog dialog = scene.dialog();
        Frame bottom;
        if (dialog == null) {
            bottom = box(scene, List.of(), size, colour);
        } else if (dialog.takesText()) {
            bottom = box(scene, dialogLines(dialog, width, colour), size, colour);
        } else {
            List<String> lines = new ArrayList<>(List.of(rule(width)));
            lines.addAll(dialogLines(dialog, width, colour));
            lines.add(Look.DIM.paint(Columns.cut(" Enter to choose · Esc to cancel", width), colour));
            bottom = lastLines(lines, lines.size() - 1 - (dialog.choices().size() - dialog.selected()), 1, size.rows());
        }
        List<String> above = above(scene, width, colour);
        int room = Math.max(0, size.rows() - bottom.lines().size());
        List<String> lines = new ArrayList<>(above.subList(Math.max(0, above.size() - room), above.size()));
        int row = lines.size() + bottom.row();
        lines.addAll(bottom.lines());
        return new Frame(lines, row, bottom.column());
    }

    private static List<String> above(Scene scene, int width, boolean colour) {
        List<String> lines = new ArrayList<>();
        if (!scene.unfinished().isEmpty()) {
            lines.addAll(Columns.wrap(Columns.clean(scene.unfinished()), width));
        }
        List<String> queued = scene.queued();
        for (int i = 0; i < Math.min(MOST_QUEUED, queued.size()); i++) {
            String more = i == MOST_QUEUED - 1 && queued.size() > MOST_QUEUED
                    ? " (and " + (queued.size() - MOST_QUEUED) + " more)"
                    : "";
            String text = Columns.clean(queued.get(i)).replace('\n', ' ');
            lines.add(Look.DIM.paint(Columns.cut("Queued: " + text + more, width), colour));
        }
        if (!scene.spinner().isEmpty()) {
            lines.add(Look.ACCENT.paint(Columns.cut(scene.spinner(), width), colour));
        }
        return lines;
    }

    private static List<String> dialogLines(Dialog dialog, int width, boolean colour) {
        List<String> lines = new ArrayList<>();
        for (String line : Columns.clean(dialog.detail()).split("\n")) {
            if (!line.isEmpty()) {
                Columns.wrap(line, width - 1).forEach(piece -> lines.add(" " + Look.DIM.paint(piece, colour)));
            }
        }
        for (String line : Columns.clean(dialog.title()).split("\n")) {
            Columns.wrap(line, width - 1).forEach(piece -> lines.add(" " + Look.BOLD.paint(piece, colour)));
        }
        List<String> choices = dialog.choices();
        for (int i = 0; i < choices.size(); i++) {
            boolean selected = i == dialog.selected();
            String choice = Columns.clean(choices.get(i)).replace('\n', ' ');
            String text = Columns.cut((selected ? " ❯ " : "   ") + (i + 1) + ". " + choice, width);
            lines.add(selected ? Look.ACCENT.paint(text, colour) : text);
        }
        return lines;
    }

    private static Frame box(Scene scene, List<String> above, Tty.Size size, boolean colour) {
        int width = size.columns();
        boolean rules = size.rows() >= ROWS_WITH_RULES;
        List<String> lines = new ArrayList<>();
        if (rules) {
            lines.add(rule(width));
        }
        lines.addAll(above);
        int boxStart = lines.size();
        BoxLines box = BoxLines.of(scene.box(), width - 2);
        int bottomLines = rules ? 2 : 0;
        int mostBox = Math.max(
                1,
                size.rows() - bottomLines - (rules ? 1 : 0) - (scene.spinner().isEmpty() ? 0 : 1));
        int from = Math.max(0, Math.min(box.row() - mostBox + 1, box.lines().size() - mostBox));
        int to = Math.min(box.lines().size(), from + mostBox);
        for (int i = from; i < to; i++) {
            lines.add((i == 0 ? "> " : "  ") + box.lines().get(i));
        }
        if (scene.box().isEmpty()) {
            lines.set(boxStart, "> " + Look.DIM.paint(Columns.cut(scene.hint(), Math.max(2, width - 3)), colour));
        }
        int cursor = boxStart + box.row() - from;
        if (rules) {
            lines.add(rule(width));
            lines.add(Look.DIM.paint(Columns.cut("  " + scene.mode(), width), colour));
        }
        return lastLines(lines, cursor, 2 + box.column(), size.rows());
    }

    /** Keeps the last lines that fit, the cursor's among them. */
    private static Frame lastLines(List<String> lines, int row, int column, int rows) {
        int from = Math.max(0, Math.min(row, lines.size() - rows));
        int to = Math.min(lines.size(), from + rows);
        return new Frame(lines.subList(from, to), Math.max(0, row - from), column);
    }

    private static String rule(int width) {
        return "─".repeat(width);
    }
}
