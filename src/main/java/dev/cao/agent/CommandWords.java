package dev.cao.agent;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a CLI's input box would take for a command of its own, instead of words for the model.
 *
 * @param signs the characters that begin a command
 * @param words whole texts that are commands, in small letters
 * @param completed a text at whose end a list to choose from stands open, or Enter means something else; a space ends that
 */
public record CommandWords(String signs, Set<String> words, Pattern completed) {
    private static final Pattern NEVER = Pattern.compile("(?!)");

    public CommandWords {
        words = Set.copyOf(words);
    }

    /** Without lists to choose from. */
    public CommandWords(String signs, Set<String> words) {
        this(signs, words, NEVER);
    }

    /** Returns the text in a form that the box takes as plain words. */
    public String harmless(String text) {
        String stripped = text.strip();
        boolean command = !stripped.isEmpty() && signs.indexOf(stripped.charAt(0)) >= 0;
        String plain = command || words.contains(stripped.toLowerCase(Locale.ROOT)) ? "Task: " + stripped : stripped;
        return completed.matcher(plain).find() ? plain + " " : plain;
    }

    /** Tells whether the text is free of what most boxes take for a key or change. */
    public static boolean areVerbatim(String text) {
        return text.codePoints().noneMatch(point -> point == '\t' || point == '\r');
    }
}
