package dev.cao.agent;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a row of a screen with its SGR escape sequences. */
public final class StyledText {
    private static final Pattern SGR = Pattern.compile("\u001b\\[([0-9;:]*)m");
    private static final int DIM = 2;
    private static final int REVERSE = 7;

    private boolean dim;
    private boolean reverse;

    private StyledText() {}

    /**
     * Returns the row without what is dim, which programs use for hints. The cursor, in reverse, stands on the first
     * letter of a hint: that letter goes too.
     */
    public static String withoutHints(String row) {
        StyledText style = new StyledText();
        StringBuilder typed = new StringBuilder();
        String underCursor = "";
        Matcher sgr = SGR.matcher(row);
        int start = 0;
        while (start <= row.length()) {
            boolean found = sgr.find(start);
            String text = row.substring(start, found ? sgr.start() : row.length());
            if (!text.isEmpty()) {
                if (style.reverse && !style.dim) {
                    underCursor = text;
                } else if (style.dim) {
                    underCursor = "";
                } else {
                    typed.append(underCursor).append(text);
                    underCursor = "";
                }
            }
            if (!found) {
                break;
            }
            style.apply(sgr.group(1));
            start = sgr.end();
        }
        return typed.append(underCursor).toString();
    }

    private void apply(String parameters) {
        String[] codes = parameters.split("[;:]", -1);
        for (int i = 0; i < codes.length; i++) {
            int code = codes[i].isEmpty() ? 0 : Integer.parseInt(codes[i]);
            switch (code) {
                case 0 -> {
                    dim = false;
                    reverse = false;
                }
                case DIM -> dim = true;
                case REVERSE -> reverse = true;
                case 22 -> dim = false;
                case 27 -> reverse = false;
                case 38, 48, 58 -> i += colour(codes, i);
                default -> {
                    // Colours and the like say nothing about hints.
                }
            }
        }
    }

    /** Returns how many codes after this one belong to a colour: {@code 5;N} or {@code 2;R;G;B}. */
    private static int colour(String[] codes, int at) {
        if (at + 1 >= codes.length) {
            return 0;
        }
        return codes[at + 1].equals("5") ? 2 : codes[at + 1].equals("2") ? 4 : 0;
    }
}
