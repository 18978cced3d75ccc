package dev.cao.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody probably meant. */
final class Names {
    private Names() {}

    /** Returns the candidate that is nearest, if one is near, or the only one that begins so. */
    static Optional<String> nearest(String written, Collection<String> candidates) {
        String low = written.toLowerCase(Locale.ROOT);
        int allowed = Math.max(1, low.length() / 3);
        return candidates.stream()
                .filter(name -> distance(low, name.toLowerCase(Locale.ROOT)) <= allowed)
                .min(Comparator.comparingInt((String name) -> distance(low, name.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()))
                .or(() -> candidates.stream()
                        .filter(name -> low.length() > 1
                                && name.toLowerCase(Locale.ROOT).startsWith(low))
                        .findFirst());
    }

    /** Insertions, deletions and replacements, one row of the table at a time. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
