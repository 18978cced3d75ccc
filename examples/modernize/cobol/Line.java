package cobol;

/**
 * One physical line after its columns were read.
 *
 * @param number counted from 1
 * @param text the program text only: columns 8 to 72 in fixed format, the whole line in free format
 * @param column where {@code text} starts, counted from 1
 */
public record Line(int number, Kind kind, String text, int column) {
    /** What a line is to the compiler. */
    public enum Kind {
        CODE,
        CONTINUATION,
        COMMENT,
        BLANK,
        DIRECTIVE
    }
}
