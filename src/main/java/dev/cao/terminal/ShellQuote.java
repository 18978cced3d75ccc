package dev.cao.terminal;

/** Quotes words for a POSIX shell. */
final class ShellQuote {
    private ShellQuote() {}

    /** Returns the word in single quotes, inside of which no byte has a meaning but the quote itself. */
    static String quote(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
