package dev.cao.provider.standin;

import dev.cao.agent.InputBox;
import dev.cao.terminal.Screen;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads the stand-in's input box: the rows between the last two rules, the first one after a {@code >}; dim text in it
 * is a hint, not a draft.
 */
final class StandInScreen {
    private static final Pattern RULE = Pattern.compile("─{10,}\\s*");
    /** From a switch to dim up to the next switch of anything, or the end of the row. */
    private static final Pattern DIM = Pattern.compile("\u001b\\[(?:\\d+;)*2(?:;\\d+)*m.*?(?=\u001b\\[|$)");

    private static final Pattern SGR = Pattern.compile("\u001b\\[[0-9;:]*m");
    private static final String SIGN = ">";

    private StandInScreen() {}

    static InputBox box(Screen screen) {
        List<String> lines = screen.lines();
        int bottom = lastRule(lines, lines.size() - 1);
        int top = lastRule(lines, bottom - 1);
        if (top < 0 || !lines.get(top + 1).startsWith(SIGN)) {
            return new InputBox.Unreadable();
        }
        StringBuilder text = new StringBuilder();
        for (int row = top + 1; row < bottom; row++) {
            String typed = SGR.matcher(
                            DIM.matcher(screen.styledLines().get(row)).replaceAll(""))
                    .replaceAll("");
            String withoutSign = row == top + 1 && typed.startsWith(SIGN) ? typed.substring(SIGN.length()) : typed;
            text.append(withoutSign.strip()).append('\n');
        }
        String draft = text.toString().strip();
        return draft.isEmpty() ? new InputBox.Empty() : new InputBox.Draft(draft);
    }

    private static int lastRule(List<String> lines, int from) {
        for (int row = from; row >= 0; row--) {
            if (RULE.matcher(lines.get(row)).matches()) {
                return row;
            }
        }
        return -1;
    }
}
