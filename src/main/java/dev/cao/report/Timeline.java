package dev.cao.report;

import dev.cao.domain.JournalEntry;
import dev.cao.domain.RunEvent;
import dev.cao.domain.TaskView;
import dev.cao.domain.WorkerName;
import dev.cao.domain.WorkerView;
import dev.cao.run.Roster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who worked on what, and when: a row for each session, a bar for each time that it had a task in hand. */
final class Timeline {
    private static final double WIDTH = 1100;
    private static final double LABELS = 150;
    private static final double TOP = 26;
    private static final double ROW = 28;

    private final RunRecord run;
    private final TimeAxis axis;
    private final Map<WorkerName, Integer> rows = new LinkedHashMap<>();
    private final Html svg = new Html();

    private Timeline(RunRecord run, Instant end) {
        this.run = run;
        this.axis = new TimeAxis(run.state().startedAt(), end, LABELS, WIDTH - 16);
        for (WorkerView worker : Roster.inOrder(run.state())) {
            rows.put(worker.name(), rows.size());
        }
    }

    static String of(RunRecord run, Instant end) {
        return new Timeline(run, end).draw();
    }

    private String draw() {
        double height = TOP + rows.size() * ROW + 8;
        svg.add(
                "<svg class=\"timeline\" viewBox=\"0 0 %s %s\" role=\"img\" aria-label=\"%s\">\n",
                WIDTH,
                height,
                "Timeline of %d sessions and %d tasks; the table of tasks says the same in words"
                        .formatted(rows.size(), run.state().tasks().size()));
        for (TimeAxis.Mark mark : axis.marks()) {
            svg.add("<line class=\"grid\" x1=\"%s\" x2=\"%s\" y1=\"20\" y2=\"%s\"/>", mark.x(), mark.x(), height);
            svg.add("<text class=\"mark\" x=\"%s\" y=\"14\">%s</text>\n", mark.x(), mark.label());
        }
        rows.forEach((worker, row) -> {
            double y = TOP + row * ROW;
            svg.add("<text class=\"who\" x=\"4\" y=\"%s\">%s</text>", y + 18, shortened(worker.value()));
            svg.add(
                    "<line class=\"row\" x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\"/>\n",
                    LABELS, WIDTH - 16, y + ROW, y + ROW);
        });
        List<Span> spans = new ArrayList<>(Span.of(run.entries(), axis.end()));
        spans.stream().filter(span -> rows.containsKey(span.worker())).forEach(this::bar);
        for (JournalEntry entry : run.entries()) {
            if (entry.event() instanceof RunEvent.WorkerGone gone && rows.containsKey(gone.worker()) && early(entry)) {
                double x = axis.x(entry.at());
                double y = TOP + rows.getOrDefault(gone.worker(), 0) * ROW + 14;
                svg.add(
                        "<g class=\"died\"><title>%s died: %s</title><path d=\"M%s %sl8 8m0 -8l-8 8\"/></g>\n",
                        gone.worker(), gone.exit(), x - 4, y - 4);
            }
        }
        return svg.add("</svg>\n").toString();
    }

    /** At the end of a run all programs go. */
    private boolean early(JournalEntry entry) {
        return run.state().ended().isEmpty() || entry.at().isBefore(axis.end().minusSeconds(1));
    }

    private void bar(Span span) {
        double x = axis.x(span.from());
        double width = Math.max(2, axis.x(span.to()) - x);
        double y = TOP + rows.getOrDefault(span.worker(), 0) * ROW + 5;
        String title = "%s on %s: %s, %s%s"
                .formatted(
                        span.worker(),
                        span.task(),
                        span.kind(),
                        Elapsed.shown(Duration.between(span.from(), span.to())),
                        run.state()
                                .task(span.task())
                                .flatMap(TaskView::as)
                                .map(" (%s)"::formatted)
                                .orElse(""));
        svg.add("<a href=\"#%s\"><title>%s</title>", span.task(), title);
        svg.add("<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"18\" rx=\"3\"/>", span.kind(), x, y, width);
        if (width > 26 && !span.kind().equals("waiting")) {
            svg.add("<text class=\"on\" x=\"%s\" y=\"%s\">%s</text>", x + 5, y + 13, span.task());
        }
        svg.add("</a>\n");
    }

    private static String shortened(String name) {
        return name.length() <= 20 ? name : name.substring(0, 19) + "…";
    }
}
