package dev.cao.provider.qwen;

import dev.cao.agent.AgentProvider.Sight;
import dev.cao.agent.InputBox;
import dev.cao.domain.RunEvent.Wait;
import dev.cao.terminal.Screen;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What Qwen Code 0.24.4 shows. Only asked when hooks say nothing, and for a draft in the input box. What is not surely known
 * is unknown.
 *
 * <pre>
 *   ⠇ a joke (2s · ↓ 3 tokens · esc to cancel)                     only while it works
 * ────────────────────────────────────────────────────────────────
 * >   Type your message or @path/to/file
 * ────────────────────────────────────────────────────────────────
 *   ➜ folder · git:(branch) · model
 *   Enter to steer · Ctrl+Q to queue · ⏸ Ask permissions (shift + tab to cycle)
 * </pre>
 */
final class QwenScreen {
    private static final Pattern RULE = Pattern.compile("─{20,}");
    private static final Pattern SPINNER = Pattern.compile("[\\u2801-\\u28ff]");
    private static final Pattern CHOICE = Pattern.compile("[│\\s]*› 1\\. .*");
    private static final String MODE = "(shift + tab to cycle)";
    private static final String HINT = "Type your message or @path/to/file";
    private static final String SIGNS = ">*!";
    /** The cursor behind the last character. */
    private static final String CURSOR = "\u200b";

    private static final int NEAR = 4;

    private QwenScreen() {}

    static Sight sight(Screen screen) {
        List<String> lines = screen.lines();
        Optional<Sight> dialog = dialog(lines);
        if (dialog.isPresent()) {
            return dialog.get();
        }
        Optional<Box> found = Box.of(screen);
        if (found.isEmpty()) {
            return new Sight.Unknown();
        }
        Box box = found.get();
        List<String> above = lines.subList(Math.max(0, box.top() - NEAR), box.top());
        List<String> below = lines.subList(box.bottom() + 1, lines.size()).stream()
                .filter(line -> !line.isBlank())
                .toList();
        boolean busy = above.stream()
                        .anyMatch(line -> line.contains("esc to cancel")
                                || SPINNER.matcher(line).find())
                || below.stream().anyMatch(line -> line.contains("to steer") || line.contains("to queue"));
        if (busy) {
            return new Sight.Busy("");
        }
        boolean ready = !below.isEmpty() && below.getLast().contains(MODE);
        if (!ready || !(box(screen) instanceof InputBox.Empty)) {
            return new Sight.Unknown();
        }
        return error(lines.subList(0, box.top())).<Sight>map(Sight.Failed::new).orElseGet(Sight.Idle::new);
    }

    private static Optional<Sight> dialog(List<String> lines) {
        if (has(lines, "Connect a Provider") && has(lines, "› ")) {
            return Optional.of(new Sight.Dialog(Wait.DIALOG, "it is not logged in", Optional.empty()));
        }
        boolean waits = has(lines, "Waiting for user confirmation")
                || lines.stream().anyMatch(line -> CHOICE.matcher(line).matches());
        if (!waits) {
            return Optional.empty();
        }
        if (has(lines, "trust this folder")) {
            return Optional.of(new Sight.Dialog(Wait.DIALOG, "does it trust this folder?", Optional.empty()));
        }
        boolean permission = has(lines, "Allow execution of")
                || has(lines, "Apply this change?")
                || has(lines, "Do you want to proceed?");
        return Optional.of(
                permission
                        ? new Sight.Dialog(Wait.PERMISSION, "permission", Optional.empty())
                        : new Sight.Dialog(Wait.DIALOG, "a dialog is open", Optional.empty()));
    }

    private static boolean has(List<String> lines, String text) {
        return lines.stream().anyMatch(line -> line.contains(text));
    }

    /** The last that it said is an error. */
    private static Optional<String> error(List<String> above) {
        return above.reversed().stream()
                .map(String::stripLeading)
                .filter(line -> line.startsWith("✕ ") || line.startsWith("◆") || line.startsWith("> "))
                .findFirst()
                .filter(line -> line.startsWith("✕ "))
                .map(line -> line.substring(2));
    }

    static InputBox box(Screen screen) {
        Optional<Box> found = Box.of(screen);
        if (found.isEmpty() || dialog(screen.lines()).isPresent()) {
            return new InputBox.Unreadable();
        }
        StringBuilder text = new StringBuilder();
        for (int row = found.get().top() + 1; row < found.get().bottom(); row++) {
            String line = screen.lines().get(row);
            text.append(line.length() > 1 ? line.substring(1) : "").append('\n');
        }
        String draft = text.toString().replace(CURSOR, "").strip();
        return draft.isEmpty() || draft.equals(HINT) ? new InputBox.Empty() : new InputBox.Draft(draft);
    }

    /** The rows of the two lines around the input box. */
    private record Box(int top, int bottom) {
        static Optional<Box> of(Screen screen) {
            List<String> lines = screen.lines();
            int bottom = rule(screen, lines.size() - 1);
            int top = rule(screen, bottom - 1);
            boolean box = top >= 0
                    && bottom > top + 1
                    && !lines.get(top + 1).isEmpty()
                    && SIGNS.indexOf(lines.get(top + 1).charAt(0)) >= 0;
            return box ? Optional.of(new Box(top, bottom)) : Optional.empty();
        }

        private static int rule(Screen screen, int from) {
            for (int row = from; row >= 0; row--) {
                String line = screen.lines().get(row).stripTrailing();
                if (RULE.matcher(line).matches() && line.length() == screen.columns()) {
                    return row;
                }
            }
            return -1;
        }
    }
}
