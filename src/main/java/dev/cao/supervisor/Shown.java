package dev.cao.supervisor;

/** Lines for people who look at the supervisor. */
final class Shown {
    private static final int LONGEST = 160;

    private Shown() {}

    static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }

    /** All lines of the text, each below the first indented. */
    static String block(String text) {
        return text.strip().replace("\n", "\n    ");
    }
}
