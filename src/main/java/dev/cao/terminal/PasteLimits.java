package dev.cao.terminal;

/**
 * How much a program takes verbatim in one paste. Longer text is pasted in several pieces, split between lines where
 * possible and never inside a character.
 */
public record PasteLimits(int maxLines, int maxCharacters) {
    /** One paste, whatever its size. */
    public static final PasteLimits NONE = new PasteLimits(Integer.MAX_VALUE, Integer.MAX_VALUE);

    public PasteLimits {
        if (maxLines < 1 || maxCharacters < 1) {
            throw new IllegalArgumentException("a paste takes at least one line and one character");
        }
    }
}
