package dev.cao.provider.standin;

import dev.cao.agent.AgentProvider.Sight;
import dev.cao.agent.InputBox;
import dev.cao.domain.RunEvent.Wait;
import dev.cao.terminal.Screen;
import java.util.List;
import java.util.Optional;
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

    private static final String CHOICE_HINT = "Enter to choose · Esc to cancel";
    private static final String QUESTION_HINT = "Choose, or type an answer";
    private static final String TRUST = "Do you trust the files in this folder?";

    private StandInScreen() {}

    /** What stands lowest decides; the same words may stand in the conversation above. */
    static Sight sight(Screen screen) {
        List<String> lines = screen.lines();
        int last = lines.size() - 1;
        while (last >= 0 && lines.get(last).isBlank()) {
            last--;
        }
        if (last < 0) {
            return new Sight.Unknown();
        }
        if (lines.get(last).strip().equals(CHOICE_HINT)) {
            boolean trust = lines.subList(Math.max(0, last - 4), last).stream()
                    .anyMatch(line -> line.strip().equals(TRUST));
            return trust
                    ? new Sight.Dialog(Wait.DIALOG, "does it trust this folder?", Optional.empty())
                    : new Sight.Dialog(Wait.PERMISSION, "permission", Optional.empty());
        }
        int bottom = lastRule(lines, last);
        int top = lastRule(lines, bottom - 1);
        if (top < 0) {
            return new Sight.Unknown();
        }
        if (lines.subList(top, bottom).stream().anyMatch(line -> line.contains(QUESTION_HINT))) {
            return new Sight.Dialog(Wait.QUESTION, "question", Optional.empty());
        }
        if (lines.get(last).contains("esc to interrupt")) {
            return new Sight.Busy("");
        }
        return box(screen) instanceof InputBox.Empty ? new Sight.Idle() : new Sight.Unknown();
    }

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
