package dev.cao.watch;

import dev.cao.domain.Columns;
import dev.cao.report.Elapsed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The lines above and below the panels. Stateless. */
final class Margins {
    private static final String KEYS = "a attach  s send  i interrupt  r answer  x stop  / filter  ? help  q quit";
    private static final String KEYS_OVER = "Tab panel  z zoom  / filter  ? help  q quit";

    private Margins() {}

    static List<Line> head(Scene scene, int width) {
        Picture picture = scene.picture();
        Picture.Heading heading = picture.heading();
        Duration time = Duration.between(heading.startedAt(), heading.endedAt().orElse(scene.now()));
        String spent = picture.spent().tokens() == 0
                ? ""
                : "  " + Numbers.tokens(picture.spent().tokens()) + " tokens";
        String cost =
                picture.spent().cost().isEmpty() ? "" : "  " + picture.spent().cost();
        String exit = heading.exit().map(code -> " (exit " + code + ")").orElse("");
        String link = link(picture.link());
        String title = " %s  %s%s %s  %s%s%s"
                .formatted(
                        heading.run(),
                        heading.phase().wireName(),
                        exit,
                        Elapsed.shown(time),
                        picture.tasks(),
                        spent,
                        cost);
        int end = width - Columns.of(link) - 1;
        Line bar = new Line(width).add(Style.BAR, title, end - 1).to(Style.BAR, end);
        bar.add(Style.BAR, link + " ");
        return List.of(bar, second(picture, width));
    }

    private static Line second(Picture picture, int width) {
        Picture.Heading heading = picture.heading();
        Line line = new Line(width);
        return switch (picture.link()) {
            case OVER ->
                line.add(
                                Style.ofPhase(heading.phase()),
                                "ended: " + heading.phase().wireName())
                        .add(Style.PLAIN, heading.summary().isEmpty() ? "" : ": " + heading.summary());
            case LOST ->
                line.add(
                        Style.RED,
                        "The orchestrator is gone, the run has not ended: 'cao resume %s' goes on, 'cao stop' ends it."
                                .formatted(heading.run()));
            case ASKED, LIVE, SILENT -> line.add(Style.DIM, heading.goal() + " · " + heading.directory());
        };
    }

    private static String link(Link link) {
        return switch (link) {
            case ASKED -> "asking";
            case LIVE -> "live";
            case SILENT -> "journal only";
            case LOST -> "orchestrator gone";
            case OVER -> "ended";
        };
    }

    static List<Line> foot(Scene scene, int width) {
        Look look = scene.look();
        Line said = new Line(width);
        Optional<Prompt> prompt = look.prompt();
        if (prompt.isPresent()) {
            said.add(Style.BOLD, prompt.get().label(), width * 2 / 3);
            said.add(Style.PLAIN, end(prompt.get().typed(), width - used(prompt.get(), width) - 1))
                    .add(Style.BAR, " ");
        } else if (!look.notice().isEmpty()) {
            said.add(Style.YELLOW, look.notice());
        } else if (!look.filter().isBlank()) {
            said.add(Style.YELLOW, "shown: only what has '" + look.filter() + "'; Esc shows all");
        }
        String keys = prompt.isPresent()
                ? "Enter: do it  Esc: do not"
                : scene.picture().link() == Link.OVER ? KEYS_OVER : KEYS;
        return List.of(said, new Line(width).add(Style.DIM, keys));
    }

    private static int used(Prompt prompt, int width) {
        return Math.min(Columns.of(prompt.label()), width * 2 / 3);
    }

    /** Returns the end of what is typed, where the person types on. */
    private static String end(String typed, int columns) {
        String text = Line.clean(typed);
        int from = 0;
        while (Columns.of(text.substring(from)) > columns) {
            from = text.offsetByCodePoints(from, 1);
        }
        return text.substring(from);
    }
}
