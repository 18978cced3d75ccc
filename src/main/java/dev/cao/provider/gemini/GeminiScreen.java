package dev.cao.provider.gemini;

import dev.cao.agent.AgentProvider.Reply;
import dev.cao.agent.AgentProvider.Sight;
import dev.cao.agent.InputBox;
import dev.cao.domain.RunEvent.Wait;
import dev.cao.terminal.Key;
import dev.cao.terminal.Screen;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What Gemini CLI 0.61.0 shows. Only asked when hooks say nothing: at the start, and for what stands in the input box.
 *
 * <pre>
 *   Executing Hooks: …  (esc to cancel, 2s)                              ? for shortcuts
 * ────────────────────────────────────────────────────────────────────────────────────
 *  YOLO Ctrl+Y                                                             1 MCP server
 *  >   Type your message or @path/to/file
 *  workspace (/directory)               sandbox                                  /model
 * </pre>
 */
final class GeminiScreen {
    private static final Pattern RULE = Pattern.compile("─{20,}");
    private static final Pattern BOX = Pattern.compile(" [>*!] .*");
    private static final Pattern EDGE = Pattern.compile("[▄▀\\s]*");
    private static final Pattern CHOICE = Pattern.compile("[│\\s]*● 1\\. .*");
    /** Its request was halted already; whether it goes on looking for loops is not what a task is about. */
    private static final Pattern LOOP = Pattern.compile("[│\\s]*● 1\\. Keep loop detection enabled.*");

    private static final Pattern SPINNER = Pattern.compile("[\\u2801-\\u28ff]");
    private static final String FOOTER = " workspace (/directory)";
    private static final String HINT = "Type your message or @path/to/file";
    private static final int NEAR = 4;

    private GeminiScreen() {}

    static Sight sight(Screen screen) {
        List<String> lines = screen.lines();
        Optional<Rows> rows = Rows.of(screen);
        if (rows.isEmpty()) {
            return dialog(lines);
        }
        List<String> status =
                lines.subList(Math.max(0, rows.get().rule() - NEAR), rows.get().rule());
        if (status.stream()
                .anyMatch(line ->
                        line.contains("esc to cancel") || SPINNER.matcher(line).find() || line.contains("Queued"))) {
            return new Sight.Busy("");
        }
        boolean ready = !status.isEmpty()
                && status.getLast().endsWith("? for shortcuts")
                && status.getLast().length() > screen.columns() - NEAR;
        if (!ready || !(box(screen) instanceof InputBox.Empty)) {
            return new Sight.Unknown();
        }
        return error(lines.subList(0, rows.get().rule()))
                .<Sight>map(Sight.Failed::new)
                .orElseGet(Sight.Idle::new);
    }

    private static Sight dialog(List<String> lines) {
        if (lines.stream().noneMatch(line -> CHOICE.matcher(line).matches())) {
            return new Sight.Unknown();
        }
        String all = String.join("\n", lines);
        if (all.contains("Do you trust the files in this folder?")) {
            return new Sight.Dialog(Wait.DIALOG, "does it trust this folder?", Optional.empty());
        }
        if (all.contains("How would you like to authenticate")) {
            return new Sight.Dialog(Wait.DIALOG, "it is not logged in", Optional.empty());
        }
        if (all.contains("A potential loop was detected")) {
            boolean known = lines.stream().anyMatch(line -> LOOP.matcher(line).matches());
            return new Sight.Dialog(
                    Wait.DIALOG,
                    "it asks what to do about a loop",
                    known ? Optional.of(new Reply.Press(List.of(Key.ENTER))) : Optional.empty());
        }
        boolean permission = all.contains("Allow execution of") || all.contains("Apply this change?");
        return new Sight.Dialog(
                permission ? Wait.PERMISSION : Wait.QUESTION, permission ? "permission" : "question", Optional.empty());
    }

    /** The last turn's own words are an error. */
    private static Optional<String> error(List<String> above) {
        return above.reversed().stream()
                .filter(line -> line.startsWith("✕ ") || line.startsWith("✦ ") || line.startsWith(" > "))
                .findFirst()
                .filter(line -> line.startsWith("✕ "))
                .map(line -> line.substring(2));
    }

    static InputBox box(Screen screen) {
        Optional<Rows> rows = Rows.of(screen);
        if (rows.isEmpty()) {
            return new InputBox.Unreadable();
        }
        StringBuilder text = new StringBuilder();
        for (int row = rows.get().box(); row < rows.get().footer(); row++) {
            String line = screen.lines().get(row);
            if (row > rows.get().box() && EDGE.matcher(line).matches() && !line.isBlank()) {
                break;
            }
            text.append(line.length() > 3 ? line.substring(3) : "").append('\n');
        }
        String draft = text.toString().strip();
        return draft.isEmpty() || draft.equals(HINT) ? new InputBox.Empty() : new InputBox.Draft(draft);
    }

    /** Where the parts of the lower edge stand. */
    private record Rows(int rule, int box, int footer) {
        static Optional<Rows> of(Screen screen) {
            List<String> lines = screen.lines();
            int footer = lines.size() - 1;
            while (footer >= 0 && !lines.get(footer).startsWith(FOOTER)) {
                footer--;
            }
            int rule = footer;
            while (rule >= 0 && !RULE.matcher(lines.get(rule)).matches()) {
                rule--;
            }
            if (rule < 0 || lines.get(rule).length() != screen.columns()) {
                return Optional.empty();
            }
            for (int row = rule + 1; row < footer; row++) {
                if (BOX.matcher(lines.get(row)).matches()) {
                    return Optional.of(new Rows(rule, row, footer));
                }
            }
            return Optional.empty();
        }
    }
}
