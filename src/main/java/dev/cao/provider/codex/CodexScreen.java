package dev.cao.provider.codex;

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
 * What Codex 0.169.0 shows. Only asked when no event speaks: at the start, and for what stands in the input box. What is
 * not surely known is unknown.
 */
final class CodexScreen {
    private static final String SIGN = "›";
    private static final String QUEUED = "• Queued follow-up inputs";
    private static final int MOST_QUEUED = 20;
    private static final Pattern OPTION = Pattern.compile("\\s*[›>] \\d+\\. .*");
    private static final Pattern CONFIRM = Pattern.compile("(?i).*\\benter (?:to )?(?:continue|confirm|submit)\\b.*");
    /** The lowest row of a conversation in which nothing is under way, or of the picture at the start. */
    private static final Pattern AT_REST =
            Pattern.compile("  Worked for .+|■ .+|  [└ ] ?Tip: .+|\\s{5}[/~].*|[\\s\\u2800-\\u28ff]+");

    /** Dialogs by a text that only they show. */
    private enum Known {
        COMMAND("Would you like to run the following command?", Wait.PERMISSION, "permission"),
        CHANGES("Would you like to make the following edits?", Wait.PERMISSION, "permission"),
        SERVER("MCP server to run tool", Wait.PERMISSION, "permission"),
        TRUST("Trust this folder?", Wait.DIALOG, "does it trust this folder?"),
        HOOKS("Hooks need review", Wait.DIALOG, "hooks that it does not know yet"),
        LOGIN("Sign in with ChatGPT", Wait.DIALOG, "it is not logged in");

        private final String mark;
        private final Wait on;
        private final String name;

        Known(String mark, Wait on, String name) {
            this.mark = mark;
            this.on = on;
            this.name = name;
        }
    }

    private CodexScreen() {}

    static Sight sight(Screen screen) {
        List<String> lines = screen.lines();
        Optional<Sight> dialog = dialog(lines);
        if (dialog.isPresent()) {
            return dialog.get();
        }
        int box = boxRow(lines);
        if (box < 0) {
            return new Sight.Unknown();
        }
        List<String> above = lines.subList(0, box);
        for (String line : above.reversed().stream()
                .filter(line -> !line.isBlank())
                .limit(8)
                .toList()) {
            if (line.contains("esc to interrupt") || line.contains("press esc to interrupt")) {
                return new Sight.Busy(line.strip().replaceFirst("^[•◦] ", "").replaceFirst(" \\(.*", ""));
            }
        }
        String lowest = above.reversed().stream()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("");
        boolean atRest = AT_REST.matcher(lowest).matches();
        if (!atRest || !(box(screen) instanceof InputBox.Empty) || !hint(lines, box)) {
            return new Sight.Unknown();
        }
        boolean failed = lowest.startsWith("■ ") && !lowest.startsWith("■ Conversation interrupted");
        return failed ? new Sight.Failed(lowest.substring(2)) : new Sight.Idle();
    }

    /** A dialog has an option selected, and below it says which key confirms. */
    private static Optional<Sight> dialog(List<String> lines) {
        int option = lines.size() - 1;
        while (option >= 0 && !OPTION.matcher(lines.get(option)).matches()) {
            option--;
        }
        boolean confirms = option >= 0
                && lines.subList(option, lines.size()).stream()
                        .anyMatch(line -> CONFIRM.matcher(line).matches());
        if (!confirms) {
            return Optional.empty();
        }
        String selected = lines.get(option).strip();
        String text = String.join("\n", lines);
        for (Known known : Known.values()) {
            if (text.contains(known.mark)) {
                boolean trusts = known == Known.TRUST && selected.endsWith("1. Trust and continue");
                return Optional.of(new Sight.Dialog(
                        known.on,
                        known.name,
                        trusts ? Optional.of(new Reply.Press(List.of(Key.ENTER))) : Optional.empty()));
            }
        }
        return Optional.of(new Sight.Dialog(Wait.DIALOG, selected.replaceFirst("^[›>] ", ""), Optional.empty()));
    }

    /** The rows from the lowest sign on, up to the first blank one; dim text is a hint. */
    static InputBox box(Screen screen) {
        List<String> lines = screen.lines();
        int top = boxRow(lines);
        if (top < 0) {
            return new InputBox.Unreadable();
        }
        Optional<String> queued = queued(lines.subList(0, top));
        if (queued.isPresent()) {
            return new InputBox.Draft(queued.get());
        }
        StringBuilder text = new StringBuilder();
        for (int row = top; row < lines.size() && !lines.get(row).isBlank(); row++) {
            String typed = StyledText.withoutHints(screen.styledLines().get(row));
            text.append(row == top ? typed.replaceFirst("^\\s*" + SIGN, "") : typed)
                    .append('\n');
        }
        String draft = text.toString().strip();
        return draft.isEmpty() ? new InputBox.Empty() : new InputBox.Draft(draft);
    }

    /**
     * Returns what a person has queued, which goes first: Codex takes it up a moment after it told of the end of a turn, and
     * a text that came in between would become part of it.
     */
    private static Optional<String> queued(List<String> above) {
        List<String> lowest = above.reversed().stream()
                .dropWhile(String::isBlank)
                .takeWhile(line -> line.isBlank() || line.startsWith(QUEUED) || isIndented(line))
                .limit(MOST_QUEUED)
                .toList();
        return lowest.stream().filter(line -> line.startsWith(QUEUED)).findFirst();
    }

    /** Tells whether the row goes on with what begins above; the rows below an answer do not. */
    private static boolean isIndented(String line) {
        return line.startsWith("  ") && !AT_REST.matcher(line).matches();
    }

    /** Returns the row of the box; -1 if there is none, because a dialog is in its place or the screen is not whole. */
    private static int boxRow(List<String> lines) {
        int row = lines.size() - 1;
        while (row >= 0 && !lines.get(row).startsWith(SIGN)) {
            row--;
        }
        boolean footer = row >= 0
                && lines.subList(row + 1, lines.size()).stream()
                        .anyMatch(line -> line.contains(" · ") || line.contains("? for shortcuts"));
        return footer ? row : -1;
    }

    /** The row of hints that is shown while nothing is typed. */
    private static boolean hint(List<String> lines, int box) {
        return lines.subList(box + 1, lines.size()).stream().anyMatch(line -> line.contains("? for shortcuts"));
    }
}
