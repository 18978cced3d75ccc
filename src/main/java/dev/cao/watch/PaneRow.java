package dev.cao.watch;

import dev.cao.domain.Columns;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A row of a pane as tmux gives it, cut to a width. Of all that programs can send to a terminal only colours are left.
 *
 * @param plain without them
 */
record PaneRow(String plain, String styled) {
    private static final Pattern COLOUR = Pattern.compile("\033\\[[0-9;:]*m");
    /** A colour, or any other sequence: operating system commands such as links end with BEL or ST. */
    private static final Pattern SEQUENCE =
            Pattern.compile("\033\\[[0-?]*[ -/]*[@-~]|\033[\\]P_^X][^\007\033]*(?:\007|\033\\\\)?|\033[ -/]*[0-~]");

    static PaneRow of(String row, int columns) {
        StringBuilder plain = new StringBuilder();
        StringBuilder styled = new StringBuilder();
        Matcher sequence = SEQUENCE.matcher(row);
        int from = 0;
        int room = columns;
        while (from < row.length() && room > 0) {
            boolean found = sequence.find(from);
            String text = Line.clean(row.substring(from, found ? sequence.start() : row.length()));
            String shown = Line.beginning(text, room);
            room = shown.length() < text.length() ? 0 : room - Columns.of(shown);
            plain.append(shown);
            styled.append(shown);
            if (found && COLOUR.matcher(sequence.group()).matches()) {
                styled.append(sequence.group());
            }
            from = found ? sequence.end() : row.length();
        }
        return new PaneRow(plain.toString(), styled.toString());
    }

    static String withoutColours(String row) {
        return COLOUR.matcher(row).replaceAll("");
    }
}
