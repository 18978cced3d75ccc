package dev.cao.domain;

import java.util.ArrayList;
import java.util.List;

/** Text measured in terminal columns. Stateless. */
public final class Columns {
    /** First and last of each range that takes two columns (Unicode East Asian Width W and F, emoji), sorted. */
    private static final int[] WIDE = {
        0x1100, 0x115f, 0x231a, 0x231b, 0x2329, 0x232a, 0x23e9, 0x23ec, 0x23f0, 0x23f0, 0x23f3, 0x23f3, 0x25fd, 0x25fe,
        0x2614, 0x2615, 0x2648, 0x2653, 0x267f, 0x267f, 0x2693, 0x2693, 0x26a1, 0x26a1, 0x26aa, 0x26ab, 0x26bd, 0x26be,
        0x26c4, 0x26c5, 0x26ce, 0x26ce, 0x26d4, 0x26d4, 0x26ea, 0x26ea, 0x26f2, 0x26f3, 0x26f5, 0x26f5, 0x26fa, 0x26fa,
        0x26fd, 0x26fd, 0x2705, 0x2705, 0x270a, 0x270b, 0x2728, 0x2728, 0x274c, 0x274c, 0x274e, 0x274e, 0x2753, 0x2755,
        0x2757, 0x2757, 0x2795, 0x2797, 0x27b0, 0x27b0, 0x27bf, 0x27bf, 0x2b1b, 0x2b1c, 0x2b50, 0x2b50, 0x2b55, 0x2b55,
        0x2e80, 0x303e, 0x3041, 0x33ff, 0x3400, 0x4dbf, 0x4e00, 0x9fff, 0xa000, 0xa4cf, 0xa960, 0xa97f, 0xac00, 0xd7a3,
        0xf900, 0xfaff, 0xfe30, 0xfe6f, 0xff00, 0xff60, 0xffe0, 0xffe6, 0x16fe0, 0x18aff, 0x1b000, 0x1b2ff, 0x1f004,
        0x1f004, 0x1f0cf, 0x1f0cf, 0x1f18e, 0x1f18e, 0x1f191, 0x1f19a, 0x1f200, 0x1f320, 0x1f32d, 0x1f335, 0x1f337,
        0x1f37c, 0x1f37e, 0x1f393, 0x1f3a0, 0x1f3ca, 0x1f3cf, 0x1f3d3, 0x1f3e0, 0x1f3f0, 0x1f3f4, 0x1f3f4, 0x1f3f8,
        0x1f43e, 0x1f440, 0x1f440, 0x1f442, 0x1f4fc, 0x1f4ff, 0x1f53d, 0x1f54b, 0x1f54e, 0x1f550, 0x1f567, 0x1f57a,
        0x1f57a, 0x1f595, 0x1f596, 0x1f5a4, 0x1f5a4, 0x1f5fb, 0x1f64f, 0x1f680, 0x1f6c5, 0x1f6cc, 0x1f6cc, 0x1f6d0,
        0x1f6d2, 0x1f6d5, 0x1f6d7, 0x1f6dc, 0x1f6df, 0x1f6eb, 0x1f6ec, 0x1f6f4, 0x1f6fc, 0x1f7e0, 0x1f7eb, 0x1f90c,
        0x1f93a, 0x1f93c, 0x1f945, 0x1f947, 0x1f9ff, 0x1fa70, 0x1faff, 0x20000, 0x3fffd,
    };

    private Columns() {}

    /** Returns how many columns a character takes: 0, 1 or 2. */
    public static int of(int codePoint) {
        if (codePoint < 0x300) {
            return codePoint < ' ' || codePoint >= 0x7f && codePoint < 0xa0 || codePoint == 0xad ? 0 : 1;
        }
        switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT:
                return 0;
            default:
                return isWide(codePoint) ? 2 : 1;
        }
    }

    /** Returns how many columns a text without control characters takes. */
    public static int of(String text) {
        int columns = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            columns += of(text.codePointAt(i));
        }
        return columns;
    }

    /** Returns the text as it can be shown on lines: tabs as blanks, escape sequences and control bytes left out. */
    public static String clean(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == 0x1b) {
                i = afterEscape(text, i);
                continue;
            }
            if (c == '\t') {
                out.append("    ");
            } else if (c == '\n' || c >= ' ' && (c < 0x7f || c >= 0xa0)) {
                out.append(c);
            }
            i++;
        }
        return out.toString();
    }

    /** Returns one line cut into pieces of at most this many columns; one empty piece for an empty line. */
    public static List<String> wrap(String line, int width) {
        int most = Math.max(2, width);
        List<String> pieces = new ArrayList<>();
        int start = 0;
        int columns = 0;
        for (int i = 0; i < line.length(); i += Character.charCount(line.codePointAt(i))) {
            int more = of(line.codePointAt(i));
            if (columns + more > most) {
                pieces.add(line.substring(start, i));
                start = i;
                columns = 0;
            }
            columns += more;
        }
        pieces.add(line.substring(start));
        return pieces;
    }

    /** Returns the text, cut with … where it is wider than this. */
    public static String cut(String text, int width) {
        if (of(text) <= width) {
            return text;
        }
        return wrap(text, Math.max(2, width - 1)).getFirst() + "…";
    }

    private static boolean isWide(int codePoint) {
        int low = 0;
        int high = WIDE.length / 2 - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (codePoint < WIDE[2 * middle]) {
                high = middle - 1;
            } else if (codePoint > WIDE[2 * middle + 1]) {
                low = middle + 1;
            } else {
                return true;
            }
        }
        return false;
    }

    private static int afterEscape(String text, int escape) {
        int i = escape + 1;
        if (i >= text.length()) {
            return i;
        }
        char kind = text.charAt(i++);
        if (kind == '[') {
            while (i < text.length() && (text.charAt(i) < 0x40 || text.charAt(i) > 0x7e)) {
                i++;
            }
            return Math.min(text.length(), i + 1);
        }
        if (kind == ']' || kind == 'P' || kind == '_' || kind == '^') {
            while (i < text.length() && text.charAt(i) != 0x07 && text.charAt(i) != 0x1b && text.charAt(i) != '\n') {
                i++;
            }
            boolean ended = i < text.length() && text.charAt(i) == 0x07;
            return ended ? i + 1 : i;
        }
        return i;
    }
}
