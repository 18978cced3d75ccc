package dev.cao.watch;

import dev.cao.domain.Columns;
import dev.cao.report.Elapsed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The workers:
 *
 * <pre>
 *   WORKER            STATUS   TASK         AGE IN TOKENS    COST EVIDENCE
 * ▸ supervisor        -        -              -  0   3.1k   $0.03
 *   ├ architect       working  t1 working   12s  0   9.0k   $0.39 it took prompt p1
 * </pre>
 */
final class WorkerTable {
    private static final int SHORTEST_NAME = 13;
    private static final int STATUS = 9;
    private static final int TASK = 13;
    private static final int AGE = 6;
    private static final int INBOX = 4;
    private static final int TOKENS = 7;
    private static final int COST = 8;
    private static final int NUMBERS = STATUS + TASK + AGE + INBOX + TOKENS + COST + 1;

    private WorkerTable() {}

    static List<Line> lines(Scene scene, int width, int rows) {
        List<Picture.Row> all = Filter.rows(scene.picture(), scene.look().filter());
        int room = rows - 1;
        int selected = Math.max(0, all.indexOf(scene.selected()));
        int from = Math.clamp((long) selected - room / 2, 0, Math.max(0, all.size() - room));
        List<Picture.Row> shown = all.subList(from, Math.min(all.size(), from + room));
        int name = nameColumns(all, width);
        List<Line> lines = new ArrayList<>();
        lines.add(head(scene, width, name, all.size(), shown.size()));
        shown.forEach(row -> lines.add(line(scene, row, width, name)));
        while (lines.size() < rows) {
            lines.add(new Line(width));
        }
        return lines;
    }

    private static int nameColumns(List<Picture.Row> rows, int width) {
        int longest = rows.stream()
                .mapToInt(row -> Columns.of(row.branches() + row.name()))
                .max()
                .orElse(SHORTEST_NAME);
        return Math.clamp(longest + 1L, SHORTEST_NAME, Math.max(SHORTEST_NAME, width - NUMBERS - 12));
    }

    private static Line head(Scene scene, int width, int name, int all, int shown) {
        boolean focused = scene.look().focus() == Panel.WORKERS;
        String title = shown < all ? "WORKER %d/%d".formatted(shown, all) : "WORKER";
        Style style = focused ? Style.BOLD : Style.DIM;
        return new Line(width)
                .add(style, focused ? "▾ " : "  ")
                .cell(style, title, name)
                .cell(style, "STATUS", STATUS)
                .cell(style, "TASK", TASK)
                .right(style, "AGE", AGE)
                .right(style, "IN", INBOX)
                .right(style, "TOKENS", TOKENS)
                .right(style, "COST", COST)
                .add(style, " EVIDENCE");
    }

    private static Line line(Scene scene, Picture.Row row, int width, int name) {
        boolean selected = row.equals(scene.selected());
        Line line = new Line(width).add(Style.BOLD, selected ? "▸ " : "  ");
        int end = 2 + name;
        line.add(Style.DIM, row.branches(), name - 1)
                .add(selected ? Style.BOLD : Style.PLAIN, row.name(), end - 1 - 2 - Columns.of(row.branches()))
                .to(end);
        String task = row.task().map(each -> each.id() + " " + each.state()).orElse("-");
        String age = row.facts().isEmpty()
                ? "-"
                : Elapsed.shown(Duration.between(row.facts().getFirst().at(), scene.now()));
        long tokens = row.spent().tokens();
        return line.cell(Style.ofState(row.status()), row.status(), STATUS)
                .cell(Style.PLAIN, task, TASK)
                .right(Style.DIM, age, AGE)
                .right(row.inbox() > 0 ? Style.YELLOW : Style.DIM, Integer.toString(row.inbox()), INBOX)
                .right(Style.PLAIN, tokens == 0 ? "-" : Numbers.tokens(tokens), TOKENS)
                .right(
                        Style.PLAIN,
                        row.spent().cost().isEmpty() ? "-" : row.spent().cost(),
                        COST)
                .add(Style.DIM, " " + evidence(row));
    }

    private static String evidence(Picture.Row row) {
        if (!row.question().isEmpty()) {
            return "asks: " + row.question();
        }
        if (row.status().equals("blocked")) {
            return row.detail();
        }
        return row.facts().isEmpty() ? row.provider() : row.facts().getFirst().text();
    }
}
