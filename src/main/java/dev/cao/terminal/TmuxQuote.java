package dev.cao.terminal;

/** Quotes words for tmux's command line and formats. */
final class TmuxQuote {
    private TmuxQuote() {}

    /**
     * Returns the word in double quotes, on one line. Inside of them tmux treats only backslash, dollar and quote
     * (tmux(1), "Parsing syntax"), and knows escapes for control bytes.
     */
    static String quote(String word) {
        StringBuilder quoted = new StringBuilder(word.length() + 16).append('"');
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            switch (c) {
                case '\\', '"', '$' -> quoted.append('\\').append(c);
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                case '\r' -> quoted.append("\\r");
                default -> quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    /** Makes a text stand for itself where tmux expands formats and times (tmux 3.3a: format_expand_time). */
    static String literal(String text) {
        return text.replace("#", "##").replace("%", "%%");
    }
}
