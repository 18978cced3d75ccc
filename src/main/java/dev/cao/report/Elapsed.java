package dev.cao.report;

import java.time.Duration;
import java.util.Locale;

/** Durations for people. */
public final class Elapsed {
    private Elapsed() {}

    /** Returns {@code 0.3s}, {@code 42s}, {@code 3m07s}, {@code 2h05m} or {@code 3d}; what another clock puts ahead is 0. */
    public static String shown(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1fs", Math.max(0, duration.toMillis()) / 1000.0);
        }
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return String.format(Locale.ROOT, "%dm%02ds", seconds / 60, seconds % 60);
        }
        if (seconds < 172_800) {
            return String.format(Locale.ROOT, "%dh%02dm", seconds / 3600, seconds / 60 % 60);
        }
        return seconds / 86_400 + "d";
    }
}
