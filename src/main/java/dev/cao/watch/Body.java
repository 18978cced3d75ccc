package dev.cao.watch;

import java.util.ArrayList;
import java.util.List;

/**
 * The panels, side by side where the terminal is wide:
 *
 * <pre>
 * workers                     workers        │ about the selected one
 * about the selected one      tree           │ its pane
 * tree │ events               events         │
 * its pane
 * </pre>
 */
final class Body {
    private static final int WIDE = 140;
    private static final String GAP = " │ ";
    private static final int ABOUT = 2;
    private static final int SMALLEST = 4;

    private Body() {}

    static List<Line> lines(Scene scene, int width, int rows) {
        if (scene.look().zoomed()) {
            return panel(scene, scene.look().focus(), width, rows);
        }
        return width >= WIDE ? wide(scene, width, rows) : narrow(scene, width, rows);
    }

    private static List<Line> narrow(Scene scene, int width, int rows) {
        int table = tableRows(scene, rows / 3);
        int rest = rows - table - ABOUT;
        int middle = Math.max(SMALLEST, rest * 2 / 5);
        int left = (width - GAP.length()) * 2 / 5;
        List<Line> lines = new ArrayList<>(panel(scene, Panel.WORKERS, width, table));
        lines.addAll(About.lines(scene, width, ABOUT));
        lines.addAll(beside(
                panel(scene, Panel.TREE, left, middle),
                panel(scene, Panel.EVENTS, width - GAP.length() - left, middle)));
        lines.addAll(panel(scene, Panel.PANE, width, rest - middle));
        return lines;
    }

    private static List<Line> wide(Scene scene, int width, int rows) {
        int left = (width - GAP.length()) / 2;
        int right = width - GAP.length() - left;
        int table = tableRows(scene, rows / 2);
        int tree = Math.clamp(
                1L + Filter.tree(scene.picture(), scene.look().filter()).size(), SMALLEST, (rows - table) / 2);
        List<Line> team = new ArrayList<>(panel(scene, Panel.WORKERS, left, table));
        team.addAll(panel(scene, Panel.TREE, left, tree));
        team.addAll(panel(scene, Panel.EVENTS, left, rows - table - tree));
        List<Line> one = new ArrayList<>(About.lines(scene, right, 2 * ABOUT));
        one.addAll(panel(scene, Panel.PANE, right, rows - 2 * ABOUT));
        return beside(team, one);
    }

    /** As many rows as there are workers, and not more than its share. */
    private static int tableRows(Scene scene, int most) {
        int needed = 1 + Filter.rows(scene.picture(), scene.look().filter()).size();
        return Math.clamp(needed, Math.min(SMALLEST, most), most + 1);
    }

    private static List<Line> panel(Scene scene, Panel panel, int width, int rows) {
        return switch (panel) {
            case WORKERS -> WorkerTable.lines(scene, width, rows);
            case TREE -> TreePanel.lines(scene, width, rows);
            case EVENTS -> EventPanel.lines(scene, width, rows);
            case PANE -> PanePanel.lines(scene, width, rows);
        };
    }

    private static List<Line> beside(List<Line> left, List<Line> right) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            lines.add(left.get(i).beside(GAP, right.get(i)));
        }
        return lines;
    }
}
