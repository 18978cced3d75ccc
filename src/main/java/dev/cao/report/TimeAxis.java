package dev.cao.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Places moments of a run between two horizontal positions, with marks at round times. */
record TimeAxis(Instant start, Instant end, double left, double right) {
    private static final long[] STEPS = {
        1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400
    };
    private static final int MARKS = 8;

    /** A mark. */
    record Mark(double x, String label) {}

    double x(Instant at) {
        double whole = Math.max(1, Duration.between(start, end).toMillis());
        double part = Math.clamp(Duration.between(start, at).toMillis() / whole, 0.0, 1.0);
        return left + part * (right - left);
    }

    List<Mark> marks() {
        long seconds = Math.max(1, Duration.between(start, end).toSeconds());
        long step = STEPS[STEPS.length - 1] * Math.ceilDiv(seconds, MARKS * STEPS[STEPS.length - 1]);
        for (int i = STEPS.length - 1; i >= 0 && seconds <= MARKS * STEPS[i]; i--) {
            step = STEPS[i];
        }
        List<Mark> marks = new ArrayList<>();
        for (long at = 0; at <= seconds; at += step) {
            marks.add(new Mark(x(start.plusSeconds(at)), label(at)));
        }
        return marks;
    }

    private static String label(long seconds) {
        return seconds < 3600
                ? "%d:%02d".formatted(seconds / 60, seconds % 60)
                : "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}
