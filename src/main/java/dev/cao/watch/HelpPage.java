package dev.cao.watch;

import java.util.ArrayList;
import java.util.List;

/** What the keys do. */
final class HelpPage {
    private static final List<String> KEYS = List.of(
            "↑ ↓  k j        the worker above, below; in other panels: scroll",
            "Tab  ← →        the next panel, the one before",
            "z               the panel in focus on the whole screen, and back",
            "Enter  a        attach: the worker's own session; leave it with Ctrl-b d",
            "s               send it a message; it is typed when the worker can take it",
            "r               answer what it is blocked on, or what the supervisor asks",
            "i               interrupt it: its task fails, the worker stays",
            "x               end the run",
            "/               show only what has a text; Esc shows all again",
            "g  G            to the beginning, to the end",
            "Ctrl-l          draw everything anew",
            "q  Ctrl-c       leave; the run goes on",
            "",
            "AGE is how old the newest fact is that the status rests on; + behind a cost:",
            "some of its tokens have no known price. 'cao why WORKER' tells more.");

    private HelpPage() {}

    static List<Line> lines(int width, int rows) {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(width).add(Style.BOLD, "Keys"));
        KEYS.forEach(key -> lines.add(new Line(width).add(Style.PLAIN, "  " + key)));
        while (lines.size() < rows) {
            lines.add(new Line(width));
        }
        return lines.subList(0, rows);
    }
}
