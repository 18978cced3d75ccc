package dev.cao.standin;

import dev.cao.domain.Columns;
import java.util.ArrayList;
import java.util.List;

/** The text of the input box on lines of a width, and where its cursor stands in them. */
record BoxLines(List<String> lines, int row, int column) {
    static BoxLines of(InputBox box, int width) {
        int most = Math.max(2, width);
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        int columns = 0;
        int row = 0;
        int column = 0;
        List<InputBox.Cell> cells = box.cells();
        for (int i = 0; i <= cells.size(); i++) {
            String shown = i < cells.size() ? shown(cells.get(i)) : "";
            int more = Columns.of(shown);
            // The cursor needs a column of its own behind the last character.
            if (columns + Math.max(more, i == box.cursor() ? 1 : 0) > most) {
                lines.add(line.toString());
                line.setLength(0);
                columns = 0;
            }
            if (i == box.cursor()) {
                row = lines.size();
                column = columns;
            }
            if (i < cells.size() && cells.get(i).isNewline()) {
                lines.add(line.toString());
                line.setLength(0);
                columns = 0;
            } else {
                String fitting = more > most ? Columns.cut(shown, most) : shown;
                line.append(fitting);
                columns += Columns.of(fitting);
            }
        }
        lines.add(line.toString());
        return new BoxLines(lines, row, column);
    }

    private static String shown(InputBox.Cell cell) {
        return cell.isNewline() ? "" : Columns.clean(cell.shown()).replace('\n', ' ');
    }
}
