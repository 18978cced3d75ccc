package dev.cao.domain;

import java.text.BreakIterator;
import java.util.Locale;

/** Shortens texts for people. */
public final class ShortText {
    private ShortText() {}

    /** Returns the text if it is no longer than that, else its beginning; what a person sees as one character stays whole. */
    public static String beginning(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(text.substring(0, Math.min(text.length(), most + 1)));
        int end = most <= 0 || characters.isBoundary(most) ? Math.max(0, most) : characters.preceding(most);
        return text.substring(0, end);
    }

    /** Like {@link #beginning}, with a sign that something is missing. */
    public static String of(String text, int most) {
        return text.length() <= most ? text : beginning(text, most - 1) + "…";
    }
}
