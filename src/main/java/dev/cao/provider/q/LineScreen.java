package dev.cao.provider.q;

import dev.cao.agent.StyledText;
import dev.cao.terminal.Screen;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The line interface: Amazon Q, and Kiro with {@code --legacy-ui}. Its prompt names the agent, {@code [cao-architect-1a2b]
 * 6% > }, so that no quotation in an answer looks like it. The same prompt stands under a question for a permission, and
 * is therefore no proof that nothing is under way.
 */
final class LineScreen {
    private static final Pattern PROMPT =
            Pattern.compile("\\[cao-[^\\]]+\\](?: \\d{1,3}%)?(?: λ)?(?: ↯)? !?>(?: (?<draft>.*))?");

    private static final Pattern QUESTION = Pattern.compile(".*Allow this action\\?.*\\[y/n/t\\]:", Pattern.DOTALL);
    private static final Pattern BUSY = Pattern.compile("(?:\\S{1,2} )?Thinking\\.\\.\\.");
    static final Pattern ERROR = Pattern.compile(".*is having trouble responding right now.*");
    /** A question of some hundred letters, in a pane of few columns. */
    private static final int QUESTION_ROWS = 12;

    private static final int ABOUT_ROWS = 6;

    private LineScreen() {}

    static QSeen seen(Screen screen) {
        List<String> lines = screen.lines();
        int last = lines.size() - 1;
        while (last >= 0 && lines.get(last).isBlank()) {
            last--;
        }
        if (last < 0) {
            return new QSeen.Unknown();
        }
        if (BUSY.matcher(lines.get(last).strip()).matches()) {
            return new QSeen.Busy("");
        }
        int row = promptRow(screen, last);
        if (row < 0 || screen.cursorRow() < row || screen.cursorRow() > last) {
            return new QSeen.Unknown();
        }
        String draft = draft(screen, row, last);
        int question = question(lines, row);
        if (question >= 0) {
            return new QSeen.Permission(about(lines, question, row), true);
        }
        return new QSeen.Prompt(draft, error(lines, row), false, false);
    }

    /** Returns the row of the prompt that what stands lowest belongs to; -1 if it belongs to none. */
    private static int promptRow(Screen screen, int last) {
        for (int row = last; row >= 0; row--) {
            if (PROMPT.matcher(screen.lines().get(row)).matches()) {
                return row;
            }
            boolean continues = row > 0 && width(screen.lines().get(row - 1)) >= screen.columns() - 2;
            if (!continues) {
                return -1;
            }
        }
        return -1;
    }

    private static int width(String text) {
        return text.codePoints()
                .map(point -> point >= 0x1100 && !Character.isISOControl(point) ? 2 : 1)
                .sum();
    }

    private static String draft(Screen screen, int row, int last) {
        Matcher prompt = PROMPT.matcher(
                StyledText.withoutHints(screen.styledLines().get(row)).stripTrailing());
        StringBuilder draft = new StringBuilder();
        if (prompt.matches() && prompt.group("draft") != null) {
            draft.append(prompt.group("draft"));
        }
        for (int next = row + 1; next <= last; next++) {
            draft.append(screen.lines().get(next));
        }
        return draft.toString().strip();
    }

    /** Returns the first row of the question that stands right above the prompt; -1 if none does. */
    private static int question(List<String> lines, int prompt) {
        int end = prompt - 1;
        while (end >= 0 && lines.get(end).isBlank()) {
            end--;
        }
        String text = "";
        for (int row = end;
                row >= 0 && row > end - QUESTION_ROWS && !lines.get(row).isBlank();
                row--) {
            text = lines.get(row) + text;
            if (QUESTION.matcher(text.strip()).matches()) {
                return row;
            }
        }
        return -1;
    }

    /** Returns what the question is about: the rows above it, up to the prompt before. */
    private static String about(List<String> lines, int question, int prompt) {
        StringBuilder about = new StringBuilder();
        int from = question - 1;
        int taken = 0;
        while (from >= 0
                && taken < ABOUT_ROWS
                && !PROMPT.matcher(lines.get(from)).matches()) {
            if (!lines.get(from).isBlank()) {
                about.insert(0, lines.get(from).strip() + " ");
                taken++;
            }
            from--;
        }
        return about.isEmpty()
                ? String.join("", lines.subList(question, prompt)).strip()
                : about.toString().strip();
    }

    /** Returns what the last turn says to have gone wrong: between the prompt and the one before. */
    private static String error(List<String> lines, int prompt) {
        for (int row = prompt - 1; row >= 0 && !PROMPT.matcher(lines.get(row)).matches(); row--) {
            if (ERROR.matcher(lines.get(row)).matches()) {
                return lines.get(row).strip();
            }
        }
        return "";
    }
}
