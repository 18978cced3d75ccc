package dev.cao.terminal;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Makes text fit to be pasted. */
final class PasteText {
    private PasteText() {}

    /**
     * Returns the text without control characters but newline and tab (C0, DEL and C1: no escape sequence survives), with
     * every line end as a newline and lone surrogates replaced.
     */
    static String clean(String text) {
        StringBuilder cleaned = new StringBuilder(text.length());
        int[] points = text.codePoints().toArray();
        for (int i = 0; i < points.length; i++) {
            int point = points[i];
            if (point == '\r') {
                if (i + 1 == points.length || points[i + 1] != '\n') {
                    cleaned.append('\n');
                }
            } else if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                cleaned.append('\uFFFD');
            } else if (point == '\n' || point == '\t' || !Character.isISOControl(point)) {
                cleaned.appendCodePoint(point);
            }
        }
        return cleaned.toString();
    }

    /** Splits a cleaned text into pieces within the limits; the pieces joined are the text. Empty for an empty text. */
    static List<String> split(String text, PasteLimits limits) {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        int lines = 0;
        for (String line : lines(text)) {
            boolean full = lines == limits.maxLines() || piece.length() + line.length() > limits.maxCharacters();
            if (full && !piece.isEmpty()) {
                pieces.add(piece.toString());
                piece.setLength(0);
                lines = 0;
            }
            if (line.length() > limits.maxCharacters()) {
                pieces.addAll(splitLine(line, limits.maxCharacters()));
            } else {
                piece.append(line);
                lines++;
            }
        }
        if (!piece.isEmpty()) {
            pieces.add(piece.toString());
        }
        return List.copyOf(pieces);
    }

    /** Each line with its newline. */
    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline + 1;
            lines.add(text.substring(start, end));
            start = end;
        }
        return lines;
    }

    /** Splits between grapheme clusters, so that no emoji or accent is torn; one that alone is too long stays whole. */
    private static List<String> splitLine(String line, int maxCharacters) {
        BreakIterator clusters = BreakIterator.getCharacterInstance(Locale.ROOT);
        clusters.setText(line);
        List<String> pieces = new ArrayList<>();
        int start = 0;
        int end = 0;
        for (int next = clusters.next(); next != BreakIterator.DONE; next = clusters.next()) {
            if (next - start > maxCharacters && end > start) {
                pieces.add(line.substring(start, end));
                start = end;
            }
            end = next;
        }
        pieces.add(line.substring(start));
        return pieces;
    }
}
