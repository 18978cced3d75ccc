package dev.cao.provider.q;

import dev.cao.agent.AgentProvider.Reply;
import dev.cao.agent.StyledText;
import dev.cao.terminal.Key;
import dev.cao.terminal.Screen;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The full-screen interface of Kiro. Its texts are known from captures of 2.13; where its input box lies between them is
 * not, so that a draft is read only where the row above the status line can be nothing else.
 */
final class TuiScreen {
    private static final String HINT = "Ask a question or describe a task";
    private static final Pattern STATUS = Pattern.compile("\\s*\\S+ · .+ · ◔ \\d{1,3}%.*");
    private static final Pattern RULE = Pattern.compile("\\s*─{10,}\\s*");
    private static final Pattern STARTING = Pattern.compile(
            "Initializing\\.\\.\\.|\\d+ of \\d+ mcp servers initialized\\. ctrl-c to start chatting now");
    private static final Pattern BUSY = Pattern.compile("(?:\\S{1,2} )?(?:Kiro is working|Thinking\\.\\.\\.).*");
    private static final Pattern DONE = Pattern.compile("▸ Credits: [0-9.]+ • Time: .*");
    private static final String TRUST = "Kiro is running in trust all tools mode";
    private static final String KEYS = "esc to cancel · ↑↓ to navigate · ↵ to select";
    private static final String REFUSE = "No, exit";
    private static final String ACCEPT = "Yes, I accept";
    private static final String SELECTED = "❯";
    /** The choices of a permission, in their order. */
    private static final List<String> PERMISSION =
            List.of("Yes, single permission", "Trust, always allow in this session", "No (Tab to edit)");

    private static final Pattern IN_A_ROW =
            Pattern.compile("\\s*(?:❯ ?)?Yes {2,}(?:❯ ?)?No {2,}(?:❯ ?)?Always allow\\s*");
    private static final int ABOUT_ROWS = 6;
    /** An error has its details on the rows under it. */
    private static final int ERROR_ROWS = 3;

    private TuiScreen() {}

    static QSeen seen(Screen screen) {
        List<String> lines = screen.lines();
        int last = lines.size() - 1;
        while (last >= 0 && lines.get(last).isBlank()) {
            last--;
        }
        if (last < 0) {
            return new QSeen.Unknown();
        }
        Optional<QSeen> asked = asked(lines, last);
        if (asked.isPresent()) {
            return asked.get();
        }
        if (any(lines, STARTING)) {
            return new QSeen.Busy("starting");
        }
        if (any(lines, BUSY)) {
            return new QSeen.Busy("");
        }
        return STATUS.matcher(lines.get(last)).matches() ? prompt(screen, last) : new QSeen.Unknown();
    }

    private static Optional<QSeen> asked(List<String> lines, int last) {
        if (lines.stream().anyMatch(line -> line.contains(TRUST))) {
            return Optional.of(new QSeen.Dialog("may it use all tools unasked?", trust(lines, last)));
        }
        for (int row = last; row >= 0; row--) {
            String line = lines.get(row);
            if (IN_A_ROW.matcher(line).matches() || PERMISSION.contains(choice(line))) {
                int first = row;
                while (first > 0 && PERMISSION.contains(choice(lines.get(first - 1)))) {
                    first--;
                }
                return Optional.of(new QSeen.Permission(about(lines, first), false));
            }
        }
        return Optional.empty();
    }

    /** "No, exit" stands first and is selected; anything else is not this dialog as it is known. */
    private static Optional<Reply.Press> trust(List<String> lines, int last) {
        int no = row(lines, REFUSE);
        int yes = row(lines, ACCEPT);
        if (no < 0 || yes != no + 1 || !lines.get(last).strip().equals(KEYS)) {
            return Optional.empty();
        }
        if (isSelected(lines.get(yes))) {
            return Optional.of(new Reply.Press(List.of(Key.ENTER)));
        }
        return isSelected(lines.get(no)) ? Optional.of(new Reply.Press(List.of(Key.DOWN))) : Optional.empty();
    }

    /**
     * Returns the key that comes next on the way to the choice, by what is selected.
     *
     * @param choice {@code allow} or {@code deny}
     */
    static List<Key> step(Screen screen, String choice) {
        boolean allow = choice.equals("allow");
        for (String line : screen.lines()) {
            if (IN_A_ROW.matcher(line).matches()) {
                return stepInARow(line, allow);
            }
        }
        int wanted = row(screen.lines(), PERMISSION.get(allow ? 0 : 2));
        int selected = -1;
        for (int row = 0; row < screen.lines().size(); row++) {
            if (isSelected(screen.lines().get(row))
                    && PERMISSION.contains(choice(screen.lines().get(row)))) {
                selected = row;
            }
        }
        if (wanted < 0 || selected < 0) {
            return List.of();
        }
        return List.of(selected == wanted ? Key.ENTER : selected < wanted ? Key.DOWN : Key.UP);
    }

    /** Without a mark before any of the three nothing says what Enter would take. */
    private static List<Key> stepInARow(String line, boolean allow) {
        String at = line.substring(line.indexOf(SELECTED) + 1).strip();
        if (!line.contains(SELECTED)) {
            return List.of();
        }
        int selected = at.startsWith("Yes") ? 0 : at.startsWith("No") ? 1 : 2;
        int wanted = allow ? 0 : 1;
        return List.of(selected == wanted ? Key.ENTER : selected < wanted ? Key.RIGHT : Key.LEFT);
    }

    private static QSeen prompt(Screen screen, int status) {
        List<String> lines = screen.lines();
        int box = status - 1;
        while (box >= 0
                && (lines.get(box).isBlank() || RULE.matcher(lines.get(box)).matches())) {
            box--;
        }
        if (box < 0) {
            return new QSeen.Unknown();
        }
        boolean hint = lines.get(box).strip().matches("(?:> )?" + HINT + " ↵");
        List<String> above = lines.subList(0, box).reversed().stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !RULE.matcher(line).matches())
                .limit(ERROR_ROWS)
                .toList();
        boolean done = !above.isEmpty() && DONE.matcher(above.getFirst()).matches();
        String error = done
                ? ""
                : above.stream()
                        .filter(line -> LineScreen.ERROR.matcher(line).matches())
                        .findFirst()
                        .orElse("");
        if (hint) {
            return new QSeen.Prompt("", error, done, true);
        }
        boolean framed = box > 0 && RULE.matcher(lines.get(box - 1)).matches();
        String typed =
                StyledText.withoutHints(screen.styledLines().get(box)).strip().replaceFirst("^> ?", "");
        return framed && !typed.isEmpty() ? new QSeen.Prompt(typed, error, done, false) : new QSeen.Unknown();
    }

    private static String about(List<String> lines, int choices) {
        StringBuilder about = new StringBuilder();
        int taken = 0;
        for (int row = choices - 1; row >= 0 && taken < ABOUT_ROWS; row--) {
            String line = lines.get(row).strip();
            if (!line.isEmpty() && !RULE.matcher(line).matches()) {
                about.insert(0, line + " ");
                taken++;
            }
        }
        return about.toString().strip();
    }

    private static boolean any(List<String> lines, Pattern pattern) {
        return lines.stream().anyMatch(line -> pattern.matcher(line.strip()).matches());
    }

    private static int row(List<String> lines, String choice) {
        for (int row = lines.size() - 1; row >= 0; row--) {
            if (choice(lines.get(row)).equals(choice)) {
                return row;
            }
        }
        return -1;
    }

    private static String choice(String line) {
        return line.strip().replaceFirst("^❯ ?", "");
    }

    private static boolean isSelected(String line) {
        return line.strip().startsWith(SELECTED);
    }
}
