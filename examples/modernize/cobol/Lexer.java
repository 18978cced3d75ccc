package cobol;

import cobol.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Turns lines into tokens: joins continued words and literals, drops comments and the free text of the IDENTIFICATION
 * DIVISION. A literal that is never closed ends with its line, so a slip spoils one line and not the file.
 */
final class Lexer {
    private static final int TEXT_WIDTH = 65;
    private static final int AREA_B = 12;
    private static final Set<String> COMMENT_ENTRIES =
            Set.of("AUTHOR", "INSTALLATION", "DATE-WRITTEN", "DATE-COMPILED", "SECURITY", "REMARKS");
    private static final Set<String> HEADERS =
            Set.of("PROGRAM-ID", "IDENTIFICATION", "ID", "ENVIRONMENT", "DATA", "PROCEDURE");
    private static final Set<String> LITERAL_PREFIXES = Set.of("X", "N", "Z", "B", "G", "H", "U", "NX", "BX", "GX");

    private final SourceFile file;
    private final List<Token> tokens = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final List<Line> pieces = new ArrayList<>();
    private final List<Integer> starts = new ArrayList<>();
    private boolean identification;
    private boolean commentEntry;
    private boolean pictureNext;
    private boolean exec;
    private int at;

    private Lexer(SourceFile file) {
        this.file = file;
    }

    static List<Token> tokens(SourceFile file) {
        Lexer lexer = new Lexer(file);
        for (Line line : SourceFormat.lines(file)) {
            switch (line.kind()) {
                case CODE -> lexer.begin(line);
                case CONTINUATION -> lexer.join(line);
                case COMMENT, BLANK, DIRECTIVE -> {}
            }
        }
        lexer.finish();
        return List.copyOf(lexer.tokens);
    }

    private void begin(Line line) {
        finish();
        append(line, line.text());
    }

    /** Fixed format: an open literal runs to column 72 and goes on after the next quote; a word goes on at once. */
    private void join(Line line) {
        if (pieces.isEmpty()) {
            begin(line);
            return;
        }
        char quote = openQuote();
        String more = line.text().stripLeading();
        if (quote == 0) {
            text.setLength(text.toString().stripTrailing().length());
        } else {
            text.repeat(' ', Math.max(0, TEXT_WIDTH - (text.length() - starts.getLast())));
            more = more.isEmpty() || more.charAt(0) != quote ? more : more.substring(1);
        }
        append(line, more);
    }

    private void append(Line line, String more) {
        starts.add(text.length());
        pieces.add(new Line(
                line.number(), line.kind(), "", line.column() + line.text().length() - more.length()));
        text.append(more);
    }

    private char openQuote() {
        char open = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (open == 0 && (c == '"' || c == '\'')) {
                open = c;
            } else if (open == c) {
                open = 0;
            } else if (open == 0 && text.indexOf("*>", i) == i) {
                return 0;
            }
        }
        return open;
    }

    private void finish() {
        int first = tokens.size();
        at = 0;
        while (at < text.length()) {
            scan();
        }
        text.setLength(0);
        pieces.clear();
        starts.clear();
        dropCommentEntries(first);
    }

    private void dropCommentEntries(int first) {
        if (tokens.size() == first) {
            return;
        }
        Token head = tokens.get(first);
        boolean entry = identification && COMMENT_ENTRIES.contains(head.text());
        if (commentEntry && (entry || HEADERS.contains(head.text())) && head.column() < AREA_B) {
            commentEntry = false;
        }
        if (entry || commentEntry) {
            commentEntry = true;
            tokens.subList(first, tokens.size()).clear();
        } else if (tokens.size() > first + 1 && tokens.get(first + 1).is("DIVISION")) {
            identification = head.is("IDENTIFICATION") || head.is("ID");
        } else if (head.is("PROGRAM-ID")) {
            identification = true;
        }
    }

    private void scan() {
        char c = text.charAt(at);
        if (Character.isWhitespace(c) || !exec && (c == ',' || c == ';')) {
            at++;
        } else if (startsWith("*>") || exec && startsWith("--")) {
            at = endOfPiece();
        } else if (pictureNext && !exec) {
            picture();
        } else if (c == '"' || c == '\'') {
            literal(at);
        } else if (isWordStart(c)) {
            word();
        } else if (c == '.' && at + 1 < text.length() && Character.isDigit(text.charAt(at + 1))) {
            int start = at++;
            digits();
            add(Kind.NUMBER, text.substring(start, at), start);
        } else if (c == '.') {
            add(Kind.PERIOD, ".", at++);
        } else {
            symbol();
        }
    }

    private void symbol() {
        int start = at;
        for (String wide : List.of("==", ">=", "<=", "<>", "**")) {
            if (startsWith(wide)) {
                at += 2;
                add(Kind.SYMBOL, wide, start);
                return;
            }
        }
        add(Kind.SYMBOL, String.valueOf(text.charAt(at++)), start);
    }

    private void picture() {
        int start = at;
        while (at < text.length() && !Character.isWhitespace(text.charAt(at)) && !startsWith("==")) {
            at++;
        }
        while (at > start + 1 && ".,;".indexOf(text.charAt(at - 1)) >= 0) {
            at--;
        }
        String picture = text.substring(start, at).toUpperCase(Locale.ROOT);
        if (!picture.equals("IS")) {
            pictureNext = false;
            add(Kind.PICTURE, picture, start);
        }
    }

    private void literal(int start) {
        char quote = text.charAt(at++);
        StringBuilder value = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == quote && at < text.length() && text.charAt(at) == quote) {
                at++;
            } else if (c == quote) {
                add(Kind.LITERAL, value.toString(), start);
                return;
            }
            value.append(c);
        }
        add(Kind.LITERAL, value.toString().stripTrailing(), start);
    }

    private void word() {
        int start = at;
        while (at < text.length() && (isWordPart(text.charAt(at)) || placeholder() > 0)) {
            at += Math.max(1, placeholder());
        }
        while (at > start + 1 && text.charAt(at - 1) == '-') {
            at--;
        }
        String word = text.substring(start, at).toUpperCase(Locale.ROOT);
        boolean quoted = at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'');
        if (quoted && LITERAL_PREFIXES.contains(word)) {
            literal(start);
        } else if (word.chars().allMatch(Character::isDigit)) {
            if (at + 1 < text.length()
                    && ".,".indexOf(text.charAt(at)) >= 0
                    && Character.isDigit(text.charAt(at + 1))) {
                at++;
                digits();
            }
            add(Kind.NUMBER, text.substring(start, at), start);
        } else {
            boolean afterExec = !tokens.isEmpty()
                    && (tokens.getLast().is("EXEC") || tokens.getLast().is("EXECUTE"));
            exec = !word.equals("END-EXEC") && (exec || afterExec && Exec.LANGUAGES.contains(word));
            pictureNext = !exec && (word.equals("PIC") || word.equals("PICTURE"));
            add(Kind.WORD, word, start);
        }
    }

    private void digits() {
        while (at < text.length() && Character.isDigit(text.charAt(at))) {
            at++;
        }
    }

    /** Length of a {@code :TAG:} that COPY REPLACING fills in, else 0. In SQL a colon marks a variable. */
    private int placeholder() {
        if (exec || text.charAt(at) != ':') {
            return 0;
        }
        int end = at + 1;
        while (end < text.length() && isWordPart(text.charAt(end))) {
            end++;
        }
        return end > at + 1 && end < text.length() && text.charAt(end) == ':' ? end + 1 - at : 0;
    }

    private boolean isWordStart(char c) {
        return Character.isLetterOrDigit(c) || "_#@$".indexOf(c) >= 0 || placeholder() > 0;
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || "-_#@$".indexOf(c) >= 0;
    }

    private boolean startsWith(String symbol) {
        int i = 0;
        while (i < symbol.length() && at + i < text.length() && text.charAt(at + i) == symbol.charAt(i)) {
            i++;
        }
        return i == symbol.length();
    }

    private int piece(int offset) {
        int piece = starts.size() - 1;
        while (starts.get(piece) > offset) {
            piece--;
        }
        return piece;
    }

    private int endOfPiece() {
        int next = piece(at) + 1;
        return next < starts.size() ? starts.get(next) : text.length();
    }

    private void add(Kind kind, String value, int offset) {
        int piece = piece(offset);
        Line line = pieces.get(piece);
        tokens.add(new Token(kind, value, file, line.number(), line.column() + offset - starts.get(piece)));
    }
}
