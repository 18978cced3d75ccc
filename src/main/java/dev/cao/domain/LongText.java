package dev.cao.domain;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Text that is not typed into an agent's box but left in a file: the typed line asks the agent to read it. Both ends
 * share the form of that line here.
 */
public final class LongText {
    private static final String BEFORE = "Read the file ";
    private static final String AFTER = " and do what it says.";

    private LongText() {}

    /**
     * Returns the line to be typed.
     *
     * @param file must be absolute and without line breaks, else the line could not be read back
     */
    public static String lineFor(Path file) {
        if (!file.isAbsolute() || file.toString().indexOf('\n') >= 0) {
            throw new IllegalArgumentException("not an absolute path on one line: " + file);
        }
        return BEFORE + file + AFTER;
    }

    /** Returns the file that a prompt of exactly this form names; empty for every other prompt. */
    public static Optional<Path> pathIn(String prompt) {
        if (prompt.length() <= BEFORE.length() + AFTER.length()
                || !prompt.startsWith(BEFORE)
                || !prompt.endsWith(AFTER)
                || prompt.indexOf('\n') >= 0) {
            return Optional.empty();
        }
        try {
            Path file = Path.of(prompt.substring(BEFORE.length(), prompt.length() - AFTER.length()));
            return file.isAbsolute() ? Optional.of(file) : Optional.empty();
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }
}
