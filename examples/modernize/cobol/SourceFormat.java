package cobol;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Cuts physical lines into program text by reference format.
 *
 * <p>Fixed: columns 1-6 sequence number, 7 indicator, 8-72 text, 73-80 identification. Free: the whole line. A
 * directive ({@code >>SOURCE FORMAT IS FREE}, {@code $SET SOURCEFORMAT"FREE"}) decides and may change it in mid file;
 * without one the columns themselves are judged.
 */
final class SourceFormat {
    private static final int TEXT_START = 7;
    private static final int TEXT_END = 72;
    private static final int TAB = 8;
    private static final int JUDGED_LINES = 400;
    private static final Pattern FREE = Pattern.compile("(>>\\s*SOURCE|SOURCEFORMAT).*\\bFREE\\b");
    private static final Pattern FIXED = Pattern.compile("(>>\\s*SOURCE|SOURCEFORMAT).*\\b(FIXED|VARIABLE)\\b");
    private static final Set<String> LISTING =
            Set.of("EJECT", "SKIP1", "SKIP2", "SKIP3", "EJECT.", "SKIP1.", "SKIP2.", "SKIP3.");

    private boolean free;
    private boolean seenCode;

    private SourceFormat(boolean free) {
        this.free = free;
    }

    static List<Line> lines(SourceFile file) {
        List<String> rows = file.text().stream().map(SourceFormat::expandTabs).toList();
        SourceFormat format = new SourceFormat(looksFree(rows));
        List<Line> lines = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            lines.add(format.line(i + 1, rows.get(i)));
        }
        return lines;
    }

    private Line line(int number, String row) {
        String area = free ? row : columns(row, TEXT_START - 1, row.length());
        String word = area.strip().toUpperCase(Locale.ROOT);
        if (isDirective(row.strip()) || isDirective(word)) {
            String directive = row.toUpperCase(Locale.ROOT);
            free = FREE.matcher(directive).find()
                    || (free && !FIXED.matcher(directive).find());
            return new Line(number, word.startsWith(">>D ") ? Line.Kind.COMMENT : Line.Kind.DIRECTIVE, "", 1);
        }
        if (!seenCode && isOptionsCard(row) || LISTING.contains(word)) {
            return new Line(number, Line.Kind.DIRECTIVE, "", 1);
        }
        Line line = free ? freeLine(number, row) : fixedLine(number, row);
        seenCode |= line.kind() == Line.Kind.CODE;
        return line;
    }

    private static Line freeLine(int number, String row) {
        String text = row.stripTrailing();
        if (text.isBlank()) {
            return new Line(number, Line.Kind.BLANK, "", 1);
        }
        return new Line(number, text.stripLeading().startsWith("*>") ? Line.Kind.COMMENT : Line.Kind.CODE, text, 1);
    }

    private static Line fixedLine(int number, String row) {
        String text = columns(row, TEXT_START, TEXT_END);
        char indicator = row.length() < TEXT_START ? ' ' : row.charAt(TEXT_START - 1);
        Line.Kind kind = switch (indicator) {
            case '*', '/', 'D', 'd' -> Line.Kind.COMMENT;
            case '-' -> Line.Kind.CONTINUATION;
            default -> Line.Kind.CODE;
        };
        if (kind != Line.Kind.COMMENT && text.isBlank()) {
            kind = Line.Kind.BLANK;
        } else if (text.stripLeading().startsWith("*>")) {
            kind = Line.Kind.COMMENT;
        }
        return new Line(number, kind, text, TEXT_START + 1);
    }

    private static boolean isDirective(String text) {
        return text.startsWith(">>") || text.startsWith("$SET") || text.startsWith("$set");
    }

    /** Compiler options before the program: {@code CBL ...} or {@code PROCESS ...}, free in columns 1 to 66. */
    private static boolean isOptionsCard(String row) {
        String text = row.strip().toUpperCase(Locale.ROOT).replaceFirst("^[0-9]{6} *", "");
        return text.startsWith("CBL ") || text.startsWith("PROCESS ");
    }

    private static boolean looksFree(List<String> rows) {
        int votes = 0;
        int judged = 0;
        for (String row : rows) {
            if (!row.isBlank() && !isDirective(row.strip()) && !isOptionsCard(row)) {
                votes += vote(row);
                judged++;
            }
            if (judged == JUDGED_LINES) {
                break;
            }
        }
        return votes > 0;
    }

    /** 1 for a line that makes no sense in fixed columns, -1 for one that only makes sense there. */
    private static int vote(String row) {
        String start = row.stripLeading();
        if (row.startsWith("*>")) {
            return 1;
        }
        if (row.length() < TEXT_START) {
            return start.chars().allMatch(Character::isDigit) ? 0 : 1;
        }
        char indicator = row.charAt(TEXT_START - 1);
        boolean wordAcross = isWordCharacter(row.charAt(TEXT_START - 2))
                && row.length() > TEXT_START
                && isWordCharacter(row.charAt(TEXT_START));
        return switch (indicator) {
            case ' ' -> row.length() - start.length() == TEXT_START ? -1 : startsText(start, row) ? 1 : 0;
            case '*', '/' -> start.startsWith("*>") ? 0 : -1;
            case '-', 'D', 'd' -> wordAcross ? 1 : -1;
            default -> 1;
        };
    }

    /** A division or PROGRAM-ID left of column 8 is no sequence number. */
    private static boolean startsText(String start, String row) {
        String text = start.toUpperCase(Locale.ROOT);
        return row.length() - start.length() < TEXT_START
                && (text.startsWith("ID DIVISION") || text.startsWith("DATA DIVISION"));
    }

    private static boolean isWordCharacter(char c) {
        return Character.isLetterOrDigit(c) || c == '-' || c == '_';
    }

    private static String columns(String row, int from, int to) {
        return row.length() <= from ? "" : row.substring(from, Math.min(to, row.length()));
    }

    private static String expandTabs(String row) {
        if (row.indexOf('\t') < 0) {
            return row;
        }
        StringBuilder wide = new StringBuilder();
        for (char c : row.toCharArray()) {
            if (c == '\t') {
                wide.repeat(' ', TAB - wide.length() % TAB);
            } else {
                wide.append(c);
            }
        }
        return wide.toString();
    }
}
