package dev.cao.profile;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds what somebody probably meant to write. */
final class Suggestion {
    private static final int LONGEST = 64;
    private static final int LISTED = 30;
    private static final int COMPARED = 500;

    private Suggestion() {}

    /** Returns {@code "; did you mean `x`?"}, or nothing when no candidate is near. */
    static String of(String written, Collection<String> candidates) {
        return nearest(written, candidates)
                .map(meant -> "; did you mean `" + meant + "`?")
                .orElse("");
    }

    /** Returns the suggestion, else the list of all that is possible. */
    static String orAll(String written, Collection<String> candidates) {
        String suggestion = of(written, candidates);
        if (!suggestion.isEmpty()) {
            return suggestion;
        }
        String more = candidates.size() > LISTED ? ", …" : "";
        return candidates.isEmpty()
                ? ""
                : "; expected one of: " + candidates.stream().limit(LISTED).collect(Collectors.joining(", ")) + more;
    }

    /** Returns a suggestion from the names of the folder that should hold the file. */
    static String sibling(Path missing) {
        Path folder = missing.toAbsolutePath().getParent();
        Path name = missing.getFileName();
        if (folder == null || name == null) {
            return "";
        }
        if (!Files.isDirectory(folder)) {
            return ", and no folder " + folder.normalize();
        }
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, Files::isRegularFile)) {
            files.forEach(file -> names.add(String.valueOf(file.getFileName())));
        } catch (IOException | DirectoryIteratorException e) {
            return ""; // a suggestion is an extra; the complaint itself stands
        }
        return of(name.toString(), names);
    }

    static Optional<String> nearest(String written, Collection<String> candidates) {
        if (written.length() > LONGEST) {
            return Optional.empty();
        }
        int allowed = Math.max(1, written.length() / 4);
        String low = written.toLowerCase(Locale.ROOT);
        return candidates.stream()
                .limit(COMPARED)
                .filter(candidate -> candidate.length() <= LONGEST)
                .filter(candidate -> distance(low, candidate.toLowerCase(Locale.ROOT)) <= allowed)
                .min(Comparator.comparingInt((String candidate) -> distance(low, candidate.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Insertions, deletions, replacements, and swaps of neighbours. */
    private static int distance(String a, String b) {
        int[][] table = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    table[i][j] = i + j;
                    continue;
                }
                int replaced = table[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                int best = Math.min(replaced, Math.min(table[i - 1][j], table[i][j - 1]) + 1);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                table[i][j] = swapped ? Math.min(best, table[i - 2][j - 2] + 1) : best;
            }
        }
        return table[a.length()][b.length()];
    }
}
