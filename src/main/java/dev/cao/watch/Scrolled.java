package dev.cao.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A panel with a title that shows a part of a list. Stateless. */
final class Scrolled {
    private Scrolled() {}

    /**
     * Returns a title and the end of the list, or the part that many lines above its end.
     *
     * @param paint makes a line of an item
     */
    static <T> List<Line> lines(
            Scene scene, Panel panel, String title, List<T> items, int width, int rows, Function<T, Line> paint) {
        int room = Math.max(0, rows - 1);
        int end = Math.max(
                Math.min(room, items.size()), items.size() - scene.look().scrolled(panel));
        int from = Math.max(0, end - room);
        String more = end < items.size() ? " (%d more below)".formatted(items.size() - end) : "";
        List<Line> lines = new ArrayList<>();
        lines.add(title(scene, panel, title + more, width));
        items.subList(from, end).forEach(item -> lines.add(paint.apply(item)));
        while (lines.size() < rows) {
            lines.add(new Line(width));
        }
        return lines.subList(0, rows);
    }

    /** The panel in focus has a mark. */
    static Line title(Scene scene, Panel panel, String title, int width) {
        boolean focused = scene.look().focus() == panel;
        Line line = new Line(width).add(focused ? Style.BOLD : Style.DIM, (focused ? "▾ " : "─ ") + title + " ");
        return line.add(Style.DIM, "─".repeat(Math.max(0, line.room())));
    }
}
