package dev.cao.cli;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.io.Reasons;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads arguments that may stand for standard input. */
final class Arguments {
    private Arguments() {}

    /**
     * Returns the text, or all of standard input for {@code -}.
     *
     * @throws CaoException USAGE, if it is empty
     */
    static String textOrInput(String text) {
        String found = text.equals("-") ? input() : text;
        if (found.isBlank()) {
            throw new CaoException(ExitStatus.USAGE, "the text is empty", "Write something, or - for standard input.");
        }
        return found;
    }

    private static String input() {
        try {
            return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CaoException(ExitStatus.USAGE, "cannot read standard input: " + Reasons.of(e), "", e);
        }
    }
}
