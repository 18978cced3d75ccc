package dev.cao.watch;

import java.util.List;

/** What the selected worker's pane shows. */
final class PanePanel {
    private PanePanel() {}

    static List<Line> lines(Scene scene, int width, int rows) {
        Preview preview = scene.preview();
        boolean its = preview.worker().equals(scene.look().selected());
        List<String> shown = its ? written(preview.rows()) : List.of();
        String title = scene.look().selected() + (its && !preview.source().isEmpty() ? ": " + preview.source() : "");
        return Scrolled.lines(scene, Panel.PANE, title, shown, width, rows, row -> new Line(width).pane(row));
    }

    /** A screen is often empty at its end. */
    private static List<String> written(List<String> rows) {
        int end = rows.size();
        while (end > 0
                && PaneRow.of(rows.get(end - 1), Integer.MAX_VALUE).plain().isBlank()) {
            end--;
        }
        return rows.subList(0, end);
    }
}
