package dev.cao.watch;

import java.time.format.DateTimeFormatter;
import java.util.List;

/** What happened, newest last. */
final class EventPanel {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final int SUBJECT = 14;

    private EventPanel() {}

    static List<Line> lines(Scene scene, int width, int rows) {
        List<Picture.Event> events = Filter.events(scene.picture(), scene.look().filter());
        return Scrolled.lines(scene, Panel.EVENTS, "events", events, width, rows, event -> line(scene, event, width));
    }

    private static Line line(Scene scene, Picture.Event event, int width) {
        return new Line(width)
                .add(Style.DIM, CLOCK.format(event.at().atZone(scene.zone())) + " ")
                .add(Style.CYAN, event.line().subject(), SUBJECT)
                .add(Style.ofEvent(event.line()), " " + event.line().text());
    }
}
