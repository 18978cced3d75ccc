package dev.cao.provider.claude;

import dev.cao.agent.AgentProvider.Reply;
import dev.cao.agent.AgentProvider.Sight;
import dev.cao.agent.InputBox;
import dev.cao.agent.StyledText;
import dev.cao.domain.RunEvent.Wait;
import dev.cao.terminal.Key;
import dev.cao.terminal.Screen;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What Claude Code 2.1.330 shows. Only asked when hooks and state file say nothing: at the start, and for what stands in
 * the input box. What is not surely known is unknown.
 */
final class ClaudeScreen {
    private static final Pattern RULE = Pattern.compile("─{20,}\\s*");
    private static final String SIGN = "❯";
    private static final Pattern CHOICE = Pattern.compile("\\s*❯ \\d+\\. .*");

    /** Dialogs by a text that only they show. */
    private enum Known {
        TRUST("Yes, I trust this folder", "does it trust this folder?"),
        BYPASS("Bypass Permissions mode", "may it run without permissions?"),
        API_KEY("Detected a custom API key", "may it use ANTHROPIC_API_KEY?"),
        MCP("New MCP server", "may it use an MCP server of the project?"),
        THEME("Choose the text style", "its first start: choose a theme"),
        NOTES("Press Enter to continue", "its first start: read the security notes"),
        LOGIN("Select login method", "it is not logged in"),
        NETWORK("Unable to connect to Anthropic", "it cannot reach Anthropic"),
        SETTINGS("Settings Error", "its settings are faulty"),
        REWIND("Restore the code and/or conversation", "its rewind dialog is open"),
        MODEL("Select model", "its model dialog is open");

        private final String mark;
        private final String name;

        Known(String mark, String name) {
            this.mark = mark;
            this.name = name;
        }
    }

    private ClaudeScreen() {}

    static Sight sight(Screen screen) {
        List<String> lines = screen.lines();
        for (Known dialog : Known.values()) {
            if (dialogOpen(lines, dialog)) {
                return new Sight.Dialog(
                        Wait.DIALOG, dialog.name, dialog == Known.TRUST ? trust(lines) : Optional.empty());
            }
        }
        if (lines.stream().anyMatch(line -> CHOICE.matcher(line).matches())) {
            boolean permission = lines.stream()
                    .anyMatch(line -> line.strip().startsWith("Do you want to ")
                            || line.strip().startsWith("Would you like to proceed"));
            return new Sight.Dialog(
                    permission ? Wait.PERMISSION : Wait.QUESTION,
                    permission ? "permission" : "question",
                    Optional.empty());
        }
        int bottom = lastRule(lines, lines.size() - 1);
        int top = lastRule(lines, bottom - 1);
        if (top < 0 || !lines.get(top + 1).startsWith(SIGN)) {
            return new Sight.Unknown();
        }
        List<String> below = lines.subList(bottom + 1, lines.size());
        if (below.stream().anyMatch(line -> line.contains("esc to interrupt"))) {
            return new Sight.Busy(retry(lines.subList(0, top)));
        }
        boolean ready = below.stream().anyMatch(line -> line.contains("? for shortcuts"));
        if (!ready || !(box(screen) instanceof InputBox.Empty)) {
            return new Sight.Unknown();
        }
        return error(lines.subList(0, top)).<Sight>map(Sight.Failed::new).orElseGet(Sight.Idle::new);
    }

    /** The last that it said is an error of the API. */
    private static Optional<String> error(List<String> above) {
        return above.reversed().stream()
                .filter(line -> line.startsWith("● "))
                .findFirst()
                .filter(line -> line.contains("API Error: "))
                .map(line -> line.substring(2));
    }

    /** The text may also stand in a conversation; a dialog stands lowest on the screen, with no input box under it. */
    private static boolean dialogOpen(List<String> lines, Known dialog) {
        int row = lines.size() - 1;
        while (row >= 0 && !lines.get(row).contains(dialog.mark)) {
            row--;
        }
        return row >= 0
                && lines.subList(row, lines.size()).stream()
                        .noneMatch(line -> line.startsWith(SIGN + "\u00a0") || line.equals(SIGN));
    }

    /** "No, exit" stands first and is selected; anything else is not this dialog as it is known. */
    private static Optional<Reply.Press> trust(List<String> lines) {
        int no = indexOf(lines, "No, exit");
        int yes = indexOf(lines, "Yes, I trust this folder");
        if (no < 0 || yes < 0) {
            return Optional.empty();
        }
        if (lines.get(yes).strip().startsWith(SIGN)) {
            return Optional.of(new Reply.Press(List.of(Key.ENTER)));
        }
        return lines.get(no).strip().startsWith(SIGN) && yes == no + 1
                ? Optional.of(new Reply.Press(List.of(Key.DOWN)))
                : Optional.empty();
    }

    private static int indexOf(List<String> lines, String text) {
        for (int row = lines.size() - 1; row >= 0; row--) {
            if (lines.get(row).strip().endsWith(text)) {
                return row;
            }
        }
        return -1;
    }

    private static String retry(List<String> above) {
        for (int row = above.size() - 1; row >= Math.max(0, above.size() - 6); row--) {
            if (above.get(row).contains("retrying in")) {
                return above.get(row).strip().replaceFirst("^\\S+ ", "");
            }
        }
        return "";
    }

    /** The rows between the last two rules, the first after the sign; dim text is a hint. */
    static InputBox box(Screen screen) {
        List<String> lines = screen.lines();
        int bottom = lastRule(lines, lines.size() - 1);
        int top = lastRule(lines, bottom - 1);
        if (top < 0 || !lines.get(top + 1).startsWith(SIGN)) {
            return new InputBox.Unreadable();
        }
        StringBuilder text = new StringBuilder();
        for (int row = top + 1; row < bottom; row++) {
            String typed = StyledText.withoutHints(screen.styledLines().get(row));
            text.append(row == top + 1 ? typed.replaceFirst("^\\s*" + SIGN, "") : typed)
                    .append('\n');
        }
        String draft = text.toString().replace('\u00a0', ' ').strip();
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
