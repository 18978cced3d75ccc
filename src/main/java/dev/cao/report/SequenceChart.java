package dev.cao.report;

import dev.cao.domain.Address;
import dev.cao.domain.JournalEntry;
import dev.cao.domain.RunEvent;
import dev.cao.domain.TaskOutcome;
import dev.cao.domain.TaskView;
import dev.cao.domain.WorkerView;
import dev.cao.run.Roster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who asked whom and what came back, from top to bottom: handoffs, assignments, messages, answers, interventions. */
final class SequenceChart {
    private static final int MOST = 1_500;
    private static final int TITLES = 200_000;
    private static final double TIMES = 64;
    private static final double COLUMN = 132;
    private static final double STEP = 26;

    private final RunRecord run;
    private final Map<String, Integer> columns = new LinkedHashMap<>();
    private final List<Arrow> arrows = new ArrayList<>();
    private int titleBytes;
    private long later;

    private SequenceChart(RunRecord run) {
        this.run = run;
    }

    /**
     * @param kind {@code ask} {@code assign} {@code message} {@code answer} {@code failure} {@code act}
     * @param link the task that it is about; empty for none
     */
    private record Arrow(Instant at, String from, String to, String label, String kind, String link, String title) {}

    static String of(RunRecord run) {
        SequenceChart chart = new SequenceChart(run);
        chart.collect();
        return chart.draw();
    }

    private void collect() {
        for (JournalEntry entry : run.entries()) {
            Optional<Arrow> arrow = arrow(entry);
            if (arrow.isPresent() && arrows.size() < MOST) {
                arrows.add(arrow.get());
            } else if (arrow.isPresent()) {
                later++;
            }
        }
        if (arrows.stream()
                .anyMatch(arrow -> arrow.from().equals("user") || arrow.to().equals("user"))) {
            columns.put("user", columns.size());
        }
        columns.put("supervisor", columns.size());
        for (WorkerView worker : Roster.inOrder(run.state())) {
            columns.putIfAbsent(worker.name().value(), columns.size());
        }
        arrows.forEach(arrow -> {
            columns.putIfAbsent(arrow.from(), columns.size());
            columns.putIfAbsent(arrow.to(), columns.size());
        });
    }

    private Optional<Arrow> arrow(JournalEntry entry) {
        Instant at = entry.at();
        return switch (entry.event()) {
            case RunEvent.TaskCreated task -> {
                String who = run.state()
                        .task(task.task())
                        .flatMap(TaskView::session)
                        .orElse(task.to())
                        .value();
                String verb = task.blocking() ? "handoff" : "assign";
                yield Optional.of(new Arrow(
                        at,
                        task.from().toString(),
                        who,
                        "%s %s".formatted(verb, task.task()),
                        task.blocking() ? "ask" : "assign",
                        task.task().value(),
                        Texts.head(task.text().strip(), 300)));
            }
            case RunEvent.TaskEnded ended ->
                run.state().task(ended.task()).map(task -> answer(at, task, ended.outcome()));
            case RunEvent.MessageRecorded message
            when message.inReplyTo().isEmpty() ->
                Optional.of(new Arrow(
                        at,
                        message.from().toString(),
                        message.to().toString(),
                        "message " + message.message(),
                        "message",
                        "",
                        Texts.head(message.body().strip(), 300)));
            case RunEvent.PromptAnswered answered ->
                Optional.of(act(at, answered.by(), answered.worker().value(), "answers: " + answered.answer()));
            case RunEvent.WorkerInterrupted interrupted ->
                Optional.of(act(at, interrupted.by(), interrupted.worker().value(), "interrupts"));
            default -> Optional.empty();
        };
    }

    private static Arrow act(Instant at, Address by, String worker, String label) {
        return new Arrow(at, by.toString(), worker, shortened(label, 18), "act", "", label);
    }

    private static Arrow answer(Instant at, TaskView task, TaskOutcome outcome) {
        String from = task.session().orElse(task.to()).value();
        String label = switch (outcome) {
            case TaskOutcome.Done _ -> task.id() + " done";
            case TaskOutcome.Failed failed -> task.id() + " " + failed.reason().wireName();
            case TaskOutcome.Cancelled _ -> task.id() + " cancelled";
        };
        String title = switch (outcome) {
            case TaskOutcome.Done(String answer, boolean _) -> Texts.head(answer.strip(), 300);
            case TaskOutcome.Failed failed -> failed.detail();
            case TaskOutcome.Cancelled(String why) -> why;
        };
        String kind = outcome instanceof TaskOutcome.Failed ? "failure" : "answer";
        return new Arrow(
                at, from, task.from().toString(), label, kind, task.id().value(), title);
    }

    private String draw() {
        double width = TIMES + columns.size() * COLUMN;
        double height = arrows.size() * STEP + 16;
        Html html = new Html();
        html.add("<div class=\"scroll sequence\" tabindex=\"0\" role=\"region\" aria-label=\"Sequence\">\n");
        html.add("<svg class=\"heads\" width=\"%s\" height=\"30\" viewBox=\"0 0 %s 30\">", width, width);
        columns.forEach(
                (name, column) -> html.add("<text x=\"%s\" y=\"20\">%s</text>", middle(column), shortened(name, 16)));
        html.add("</svg>\n<svg width=\"%s\" height=\"%s\" viewBox=\"0 0 %s %s\">\n", width, height, width, height);
        html.raw(MARKERS);
        columns.values()
                .forEach(column -> html.add(
                        "<line class=\"life\" x1=\"%s\" x2=\"%s\" y1=\"0\" y2=\"%s\"/>\n",
                        middle(column), middle(column), height));
        titleBytes = Math.min(400, TITLES / Math.max(1, arrows.size()));
        for (int i = 0; i < arrows.size(); i++) {
            draw(html, arrows.get(i), (i + 1) * STEP);
        }
        html.add("</svg>\n</div>\n");
        if (later > 0) {
            html.add("<p class=\"muted\">%s later ones are left out.</p>\n", later);
        }
        return html.toString();
    }

    private static final String MARKERS = """
            <defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse">\
            <path d="M0 0L8 4L0 8z"/></marker></defs>
            """;

    private void draw(Html html, Arrow arrow, double y) {
        double from = middle(columns.getOrDefault(arrow.from(), 0));
        double to = middle(columns.getOrDefault(arrow.to(), 0));
        String time = Elapsed.shown(Duration.between(run.state().startedAt(), arrow.at()));
        html.add(
                arrow.link().isEmpty() ? "<g class=\"%s\">" : "<a class=\"%s\" href=\"#%s\">",
                arrow.kind(),
                arrow.link());
        html.add(
                "<title>%s → %s, after %s\n%s</title>",
                arrow.from(), arrow.to(), time, Html.head(arrow.title(), titleBytes));
        html.add("<text class=\"time\" x=\"4\" y=\"%s\">%s</text>", y + 3, time);
        double gap = to >= from ? -3 : 3;
        html.add("<line x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\" marker-end=\"url(#head)\"/>", from, to + gap, y, y);
        // Beside the one who speaks: in the middle of a long arrow it would be far from both ends.
        boolean right = to >= from;
        html.add(
                "<text class=\"what\" text-anchor=\"%s\" x=\"%s\" y=\"%s\">%s</text>",
                right ? "start" : "end", right ? from + 8 : from - 8, y - 4, arrow.label());
        html.add(arrow.link().isEmpty() ? "</g>\n" : "</a>\n");
    }

    private static double middle(int column) {
        return TIMES + column * COLUMN + COLUMN / 2;
    }

    private static String shortened(String name, int most) {
        return name.length() <= most ? name : name.substring(0, most - 1) + "…";
    }
}
