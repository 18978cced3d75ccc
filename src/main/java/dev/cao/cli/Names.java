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
        return candidates.stream()
                .filter(name -> distance(low, name.toLowerCase(Locale.ROOT)) <= allowed(low, name))
                .min(Comparator.comparingInt((String name) -> distance(low, name.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()))
                .or(() -> candidates.stream()
                        .filter(name -> low.length() > 1
                                && name.toLowerCase(Locale.ROOT).startsWith(low))
                        .findFirst());
    }

    private static int allowed(String written, String name) {
        return Math.max(1, Math.max(written.length(), name.length()) / 3);
    }

    /** Insertions, deletions, replacements, and swaps of neighbours. */
    private static int distance(String a, String b) {
        int[][] table = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                table[i][j] = i == 0 || j == 0 ? i + j : cell(table, a, b, i, j);
            }
        }
        return table[a.length()][b.length()];
    }

    private static int cell(int[][] table, String a, String b, int i, int j) {
        int replaced = table[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, Math.min(table[i - 1][j], table[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, table[i - 2][j - 2] + 1) : best;
    }
}
