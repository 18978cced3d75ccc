package dev.cao.report;

import dev.cao.domain.JournalEntry;
import dev.cao.domain.RunEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The tokens that models had used by when, as a step line. It has an end: of more turns than can be seen beside each other,
 * those that are close in time become one. Not thread-safe.
 */
final class TokenCurve {
    /** More steps than a page is wide, so that nothing is lost that could be seen. */
    static final int MOST = 4_000;

    /** @param tokens of all turns until then */
    record Point(Instant at, long tokens) {}

    private List<Point> points = new ArrayList<>();
    private long step = 1;
    private long tokens;

    /** Takes the next entry in. */
    void take(JournalEntry entry) {
        long more = tokens(entry.event());
        if (more > 0) {
            tokens += more;
            add(new Point(entry.at(), tokens));
            while (points.size() > MOST) {
                step *= 2;
                List<Point> finer = points;
                points = new ArrayList<>();
                finer.forEach(this::add);
            }
        }
    }

    private void add(Point point) {
        if (!points.isEmpty() && slot(points.getLast()) == slot(point)) {
            points.removeLast();
        }
        points.add(point);
    }

    private long slot(Point point) {
        return point.at().toEpochMilli() / step;
    }

    private static long tokens(RunEvent event) {
        if (event instanceof RunEvent.UsageMeasured usage) {
            return usage.input() + usage.output() + usage.cacheRead() + usage.cacheWrite();
        }
        return event instanceof RunEvent.SupervisorAnswered answer
                ? answer.input() + answer.output() + answer.cacheRead() + answer.cacheWrite()
                : 0;
    }

    /** Returns its steps, in order of time. */
    List<Point> points() {
        return List.copyOf(points);
    }
}
