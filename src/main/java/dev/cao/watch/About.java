package dev.cao.watch;

import dev.cao.report.Elapsed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What is known of the selected worker: what it does, how cao knows, what it waits for. */
final class About {
    private About() {}

    static List<Line> lines(Scene scene, int width, int rows) {
        Picture.Row row = scene.selected();
        List<Line> lines = new ArrayList<>();
        lines.add(first(row, width));
        if (!row.question().isEmpty()) {
            lines.add(new Line(width).add(Style.YELLOW, "asks you (r answers): " + row.question()));
        }
        if (row.status().equals("blocked") && row.question().isEmpty()) {
            lines.add(new Line(width).add(Style.YELLOW, "waits for you (r answers): " + row.detail()));
        }
        if (!row.hold().isEmpty()) {
            lines.add(new Line(width).add(Style.YELLOW, "nothing is typed now: " + row.hold()));
        }
        lines.add(new Line(width).add(Style.DIM, "how cao knows: " + facts(scene, row)));
        row.task().ifPresent(task -> lines.add(new Line(width).add(Style.DIM, task.id() + ": " + task.text())));
        while (lines.size() < rows) {
            lines.add(new Line(width));
        }
        return lines.subList(0, rows);
    }

    private static Line first(Picture.Row row, int width) {
        String task = row.task()
                .map(each -> "  %s %s from %s".formatted(each.id(), each.state(), each.from()))
                .orElse("");
        return new Line(width)
                .add(Style.BOLD, row.name())
                .add(Style.PLAIN, "  " + row.provider() + "  ")
                .add(Style.ofState(row.status()), row.status())
                .add(Style.PLAIN, (row.detail().isEmpty() ? "" : " (" + row.detail() + ")") + task);
    }

    private static String facts(Scene scene, Picture.Row row) {
        return row.facts().isEmpty()
                ? "from the journal"
                : row.facts().stream()
                        .map(fact -> "%s (%s ago)"
                                .formatted(fact.text(), Elapsed.shown(Duration.between(fact.at(), scene.now()))))
                        .collect(Collectors.joining("; "));
    }
}
