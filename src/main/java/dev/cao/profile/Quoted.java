package dev.cao.profile;

import java.util.regex.Pattern;

/** What was found in a file, as a message can show it: short, on one line, harmless to a terminal. */
final class Quoted {
    private static final int LONGEST = 60;
    private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z0-9_-]{1,60}");

    private Quoted() {}

    /** Returns the text between backquotes. */
    static String of(String text) {
        return of(text, LONGEST);
    }

    /** @param longest cut after so many characters */
    static String of(String text, int longest) {
        StringBuilder shown = new StringBuilder("`");
        int count = 0;
        for (int point : text.codePoints().toArray()) {
            if (++count > longest) {
                return shown.append("…`").toString();
            }
            switch (point) {
                case '\n' -> shown.append("\\n");
                case '\t' -> shown.append("\\t");
                case '\r' -> shown.append("\\r");
                default -> shown.appendCodePoint(isPrintable(point) ? point : '\uFFFD');
            }
        }
        return shown.append('`').toString();
    }

    /** Tells whether a key can stand in a field's path as it is. */
    static boolean isPlainKey(String key) {
        return PLAIN_KEY.matcher(key).matches();
    }

    /** Controls, bidirectional overrides and lone surrogates are not. */
    static boolean isPrintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
