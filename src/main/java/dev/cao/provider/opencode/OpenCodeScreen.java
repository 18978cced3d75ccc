package dev.cao.provider.opencode;

import dev.cao.agent.AgentProvider.Sight;
import dev.cao.agent.InputBox;
import dev.cao.domain.RunEvent.Wait;
import dev.cao.terminal.Screen;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What OpenCode 1.18.33 shows. Asked at the start and for what stands in the input box. What is not surely known is
 * unknown.
 *
 * <pre>
 *   ┃                                   the input box: text between two blank rows, then agent and model
 *   ┃  text
 *   ┃
 *   ┃  Build · Model Provider
 *   ╹▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀  its lower edge, as wide as the box; a wide terminal has a column of its own beside it
 *    ⬝⬝⬝⬝  esc interrupt   ctrl+p commands
 * </pre>
 */
final class OpenCodeScreen {
    private static final Pattern EDGE = Pattern.compile("^(\\s*)╹(▀{20,}).*");
    private static final Pattern OVERLAY = Pattern.compile(".*\\S\\s{3,}(?:esc|ctrl\\+x .)(?:\\s{3,}.*|\\s*)$");
    private static final Pattern END = Pattern.compile("\\s*▣\\s+[^·]+·(.*)");
    private static final String HINT = "Ask anything…";

    private OpenCodeScreen() {}

    /** Where the input box is. */
    private record Box(int edge, int column, int width, int top) {}

    static Sight sight(Screen screen) {
        List<String> lines = screen.lines();
        Optional<Sight> dialog = dialog(lines);
        if (dialog.isPresent()) {
            return dialog.get();
        }
        Optional<Box> box = find(lines);
        if (box.isEmpty()) {
            return new Sight.Unknown();
        }
        String below = String.join("", lines.subList(box.get().edge() + 1, lines.size()));
        if (below.contains("interrupt") || below.contains("⬝") || below.contains("■")) {
            return new Sight.Busy("");
        }
        if (!below.contains("ctrl+p commands") || !(box(screen) instanceof InputBox.Empty)) {
            return new Sight.Unknown();
        }
        return error(lines, box.get()).<Sight>map(Sight.Failed::new).orElseGet(Sight.Idle::new);
    }

    private static Optional<Sight> dialog(List<String> lines) {
        int choices = last(lines, "Allow once", "Reject");
        if (inPlaceOfTheBox(choices, lines) && last(lines, "△ Permission required") >= 0) {
            return Optional.of(new Sight.Dialog(Wait.PERMISSION, "permission", Optional.empty()));
        }
        if (inPlaceOfTheBox(last(lines, "esc dismiss", "select"), lines)) {
            return Optional.of(new Sight.Dialog(Wait.QUESTION, "question", Optional.empty()));
        }
        return lines.stream().anyMatch(line -> OVERLAY.matcher(line).matches())
                ? Optional.of(new Sight.Dialog(Wait.DIALOG, "one of its own dialogs is open", Optional.empty()))
                : Optional.empty();
    }

    /** Returns the lowest row that holds both; -1 for none. */
    private static int last(List<String> lines, String... words) {
        for (int row = lines.size() - 1; row >= 0; row--) {
            if (List.of(words).stream().allMatch(lines.get(row)::contains)) {
                return row;
            }
        }
        return -1;
    }

    /** A request stands where the input box was; above the box it is only what somebody says. */
    private static boolean inPlaceOfTheBox(int row, List<String> lines) {
        return row >= 0 && find(lines).filter(box -> box.edge() > row).isEmpty();
    }

    /** The lowest edge on the screen, and the unbroken rows above it. */
    private static Optional<Box> find(List<String> lines) {
        for (int row = lines.size() - 1; row > 0; row--) {
            Matcher edge = EDGE.matcher(lines.get(row));
            if (edge.matches()) {
                int column = edge.group(1).length();
                int top = row;
                while (top > 0 && isWall(lines.get(top - 1), column)) {
                    top--;
                }
                return row - top >= 4
                        ? Optional.of(new Box(row, column, edge.group(2).length(), top))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static boolean isWall(String line, int column) {
        return line.length() > column
                && line.charAt(column) == '┃'
                && line.substring(0, column).isBlank();
    }

    static InputBox box(Screen screen) {
        List<String> lines = screen.lines();
        Optional<Box> found = find(lines);
        if (found.isEmpty() || dialog(lines).isPresent()) {
            return new InputBox.Unreadable();
        }
        Box box = found.get();
        String agent = within(lines.get(box.edge() - 1), box);
        if (!agent.contains(" · ")) {
            return new InputBox.Unreadable();
        }
        StringBuilder text = new StringBuilder();
        for (int row = box.top(); row < box.edge() - 1; row++) {
            text.append(within(lines.get(row), box)).append('\n');
        }
        String draft = text.toString().strip();
        return draft.isEmpty() || draft.startsWith(HINT) ? new InputBox.Empty() : new InputBox.Draft(draft);
    }

    /** Returns what stands in a row of the box, without its wall and what stands beside it. */
    private static String within(String line, Box box) {
        int from = Math.min(line.length(), box.column() + 1);
        return line.substring(from, Math.min(line.length(), from + box.width())).strip();
    }

    /** A turn that ended by an error has neither a time nor "interrupted" in its last line; the error stands above that. */
    private static Optional<String> error(List<String> lines, Box box) {
        for (int row = box.top() - 1; row >= 0; row--) {
            Matcher end = END.matcher(lines.get(row));
            if (end.matches()) {
                String said = end.group(1);
                boolean failed = !said.contains("·") && row > 2 && isWall(lines.get(row - 2), box.column());
                return failed ? Optional.of(within(lines.get(row - 3), box)) : Optional.empty();
            }
        }
        return Optional.empty();
    }
}
