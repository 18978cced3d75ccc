package dev.cao.watch;

import java.util.Locale;

/** Numbers in few columns. */
final class Numbers {
    private Numbers() {}

    /** Returns {@code 812}, {@code 12.4k}, {@code 1.2M}. */
    static String tokens(long count) {
        if (count < 1_000) {
            return Long.toString(count);
        }
        return count < 999_950
                ? String.format(Locale.ROOT, "%.1fk", count / 1e3)
                : String.format(Locale.ROOT, "%.1fM", count / 1e6);
    }
}
