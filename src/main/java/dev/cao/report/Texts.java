package dev.cao.report;

/** Shortens what agents have written, visibly. */
final class Texts {
    private Texts() {}

    static String firstLine(String text) {
        return text.strip().lines().findFirst().orElse("");
    }

    /** Returns the beginning, and says how much is left out. */
    static String head(String text, int most) {
        return text.length() <= most
                ? text
                : "%s\n… %d more characters".formatted(text.substring(0, whole(text, most)), text.length() - most);
    }

    /** Returns the end, and says how much is left out. */
    static String tail(String text, int most) {
        int from = text.length() - most;
        return from <= 0 ? text : "… %d characters before\n%s".formatted(from, text.substring(whole(text, from)));
    }

    /** A pair of surrogates stays together. */
    private static int whole(String text, int index) {
        return Character.isLowSurrogate(text.charAt(index)) ? index + 1 : index;
    }
}
