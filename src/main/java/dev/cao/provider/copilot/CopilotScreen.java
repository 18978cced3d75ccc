package dev.cao.provider.copilot;

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
 * What Copilot 1.0.102 shows. Asked at the start, for what stands in the input box, and for its questions. What is not
 * surely known is unknown.
 */
final class CopilotScreen {
    private static final Pattern RULE = Pattern.compile("─{20,}\\s*");
    private static final Pattern CANCELLED = Pattern.compile(" ● Operation cancelled by user\\s*┃?\\s*");
    private static final String SIGN = "❯";

    private CopilotScreen() {}

    /**
     * Tells whether it is free, and a person has ended its turn: it says so, or, when it had not answered yet, the prompt is
     * back in the box.
     */
    static boolean isCancelled(Screen screen) {
        List<String> lines = screen.lines();
        int bottom = lastRule(lines, lines.size() - 1);
        int top = lastRule(lines, bottom - 1);
        if (top < 0 || dialog(lines).isPresent()) {
            return false;
        }
        String below = String.join("", lines.subList(bottom + 1, lines.size()));
        boolean editing = below.contains("@ files") && below.contains("# issues");
        boolean told = lastSaid(lines.subList(0, top))
                .filter(line -> CANCELLED.matcher(line).matches())
                .isPresent();
        return (editing || isFree(below)) && (told || editing && box(screen) instanceof InputBox.Draft);
    }

    private static boolean isFree(String below) {
        return below.contains("/ commands") && below.contains("? help");
    }

    static Sight sight(Screen screen) {
        List<String> lines = screen.lines();
        Optional<Sight> dialog = dialog(lines);
        if (dialog.isPresent()) {
            return dialog.get();
        }
        int bottom = lastRule(lines, lines.size() - 1);
        int top = lastRule(lines, bottom - 1);
        if (top < 0 || !lines.get(top + 1).startsWith(SIGN)) {
            return new Sight.Unknown();
        }
        String below = String.join("", lines.subList(bottom + 1, lines.size()));
        if (below.contains("Working") || below.contains("interrupt") || below.contains("edit prompt")) {
            return new Sight.Busy("");
        }
        if (!isFree(below) || !(box(screen) instanceof InputBox.Empty)) {
            return new Sight.Unknown();
        }
        return error(lines.subList(0, top)).<Sight>map(Sight.Failed::new).orElseGet(Sight.Idle::new);
    }

    private static Optional<Sight> dialog(List<String> lines) {
        if (has(lines, "enter to select") || has(lines, "esc to cancel")) {
            boolean trust = has(lines, "Confirm folder trust");
            boolean permission = has(lines, "Do you want to ");
            return Optional.of(
                    trust
                            ? new Sight.Dialog(Wait.DIALOG, "does it trust this folder?", trust(lines))
                            : permission
                                    ? new Sight.Dialog(Wait.PERMISSION, "permission", Optional.empty())
                                    : new Sight.Dialog(Wait.DIALOG, "a dialog is open", Optional.empty()));
        }
        if (has(lines, "Copilot needs information.") && has(lines, "enter accept")) {
            return Optional.of(new Sight.Dialog(Wait.QUESTION, "question", Optional.empty()));
        }
        return has(lines, "Enter Select") || has(lines, "Esc Cancel")
                ? Optional.of(new Sight.Dialog(Wait.DIALOG, "one of its own dialogs is open", Optional.empty()))
                : Optional.empty();
    }

    private static boolean has(List<String> lines, String text) {
        return lines.stream().anyMatch(line -> line.contains(text));
    }

    /** "1. Yes" is selected, and holds for this session only; anything else is not this dialog as it is known. */
    private static Optional<Reply.Press> trust(List<String> lines) {
        boolean known = lines.stream()
                .map(line -> line.replace("│", "").strip())
                .anyMatch(line -> line.equals(SIGN + " 1. Yes"));
        return known ? Optional.of(new Reply.Press(List.of(Key.ENTER))) : Optional.empty();
    }

    /** The first row of what it, or the person, said last. */
    private static Optional<String> lastSaid(List<String> above) {
        return above.reversed().stream()
                .filter(line -> line.startsWith(" ● ") || line.startsWith(" ✗ ") || line.startsWith(" " + SIGN))
                .findFirst();
    }

    /** The last that it said is an error. */
    private static Optional<String> error(List<String> above) {
        return lastSaid(above)
                .filter(line -> line.startsWith(" ✗ "))
                .map(line -> line.substring(3).replaceFirst("\\s*┃$", "").strip());
    }

    /** The rows between the last two rules, the first after the sign; dim text is a hint. */
    static InputBox box(Screen screen) {
        List<String> lines = screen.lines();
        int bottom = lastRule(lines, lines.size() - 1);
        int top = lastRule(lines, bottom - 1);
        if (top < 0 || !lines.get(top + 1).startsWith(SIGN) || dialog(lines).isPresent()) {
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
