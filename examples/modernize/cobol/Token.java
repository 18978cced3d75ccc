package cobol;

/**
 * One lexical element with the place it was written at (for text from a copybook: the copybook).
 *
 * @param text words in upper case; literals without quotes; all else as written
 * @param line counted from 1
 * @param column counted from 1
 */
public record Token(Kind kind, String text, SourceFile file, int line, int column) {
    /** The kinds the compiler tells apart before it knows any statement. */
    public enum Kind {
        WORD,
        NUMBER,
        LITERAL,
        PICTURE,
        PERIOD,
        SYMBOL
    }

    /** True for this very word, never for a literal or a comment that contains it. */
    public boolean is(String word) {
        return kind == Kind.WORD && text.equals(word);
    }

    public boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    public boolean isLiteral() {
        return kind == Kind.LITERAL;
    }

    public boolean isWord() {
        return kind == Kind.WORD;
    }

    /** {@code file:line}. */
    public String where() {
        return file.path() + ":" + line;
    }

    Token withText(String other) {
        boolean digits = kind == Kind.WORD && !other.isEmpty() && other.chars().allMatch(Character::isDigit);
        return new Token(digits ? Kind.NUMBER : kind, other, file, line, column);
    }

    Token at(Token place) {
        return new Token(kind, text, place.file, place.line, place.column);
    }
}
