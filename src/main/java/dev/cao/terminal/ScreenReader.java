package dev.cao.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes a picture of a pane in one step: the program cannot draw between its parts. */
final class ScreenReader {
    private static final Pattern SGR = Pattern.compile("\u001b\\[([0-9;:]*)m");

    private ScreenReader() {}

    /** Returns the commands. Rows are taken as they are on the screen, wrapped lines are not joined. */
    static String commands(String pane, int scrollbackLines) {
        String capture = "capture-pane -p -S " + -scrollbackLines + " -t " + pane;
        return "display-message -p -t " + pane + " '#{pane_pid} #{pane_width} #{pane_height} #{cursor_x} #{cursor_y}"
                + " #{alternate_on} #{history_size}' ; " + capture + " ; " + capture + " -e";
    }

    /** Returns the process id that the pane had. */
    static long processId(Reply reply) {
        return facts(reply)[0];
    }

    static Screen read(Reply reply) {
        long[] facts = facts(reply);
        int columns = (int) facts[1];
        int rows = (int) facts[2];
        boolean alternate = facts[5] == 1;
        List<String> plain = reply.lines(1);
        List<String> styled = selfContained(reply.lines(2));
        if (alternate) {
            // What tmux keeps above the alternate screen is the history of the normal one.
            plain = last(plain, rows);
            styled = last(styled, rows);
        }
        return new Screen(plain, styled, columns, rows, (int) facts[3], (int) facts[4], alternate);
    }

    private static long[] facts(Reply reply) {
        String[] words = String.join("", reply.lines(0)).split(" ");
        long[] facts = new long[words.length];
        for (int i = 0; i < words.length; i++) {
            facts[i] = Long.parseLong(words[i]);
        }
        return facts;
    }

    private static List<String> last(List<String> lines, int count) {
        return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }

    /** tmux lets a style run on from line to line; repeats it at the start of each, so that a line can be read alone. */
    static List<String> selfContained(List<String> lines) {
        List<String> result = new ArrayList<>();
        String active = "";
        for (String line : lines) {
            result.add(line.isEmpty() ? line : active + line);
            Matcher matcher = SGR.matcher(line);
            while (matcher.find()) {
                String codes = matcher.group(1);
                if (codes.isEmpty() || codes.equals("0")) {
                    active = "";
                } else {
                    active = (codes.startsWith("0;") ? "" : active) + matcher.group();
                }
            }
        }
        return result;
    }
}
