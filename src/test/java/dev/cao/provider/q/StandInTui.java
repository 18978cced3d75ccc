package dev.cao.provider.q;

import dev.cao.provider.q.StandInTty.Input;
import dev.cao.provider.q.StandInTty.Named;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The full-screen interface of Kiro, on the alternate screen. */
final class StandInTui implements StandInFace {
    private static final String HINT = "\u001b[2mAsk a question or describe a task ↵\u001b[0m";

    private final StandInTty tty;
    private final StandInDialog dialog;
    private final String agent;
    private final List<String> said = new ArrayList<>();
    private int used = 1;

    StandInTui(StandInTty tty, String agent) {
        this.tty = tty;
        this.dialog = new StandInDialog(tty);
        this.agent = agent;
        tty.print("\u001b[?1049h");
    }

    @Override
    public void starting(int servers, int ready) {
        draw(
                ready == servers
                        ? "Initializing..."
                        : "%d of %d mcp servers initialized. ctrl-c to start chatting now".formatted(ready, servers));
        if (ready == servers) {
            // What was pasted before is lost.
            tty.drop();
        }
    }

    private void draw(String box) {
        String rule = "─".repeat(tty.columns() - 1);
        List<String> rows = new ArrayList<>();
        for (String text : said) {
            for (String line : text.split("\n", -1)) {
                for (int from = 0; from == 0 || from < line.length(); from += tty.columns() - 1) {
                    rows.add(line.substring(from, Math.min(line.length(), from + tty.columns() - 1)));
                }
            }
        }
        int room = tty.rows() - 5 - box.length() / tty.columns();
        List<String> shown = rows.subList(Math.max(0, rows.size() - room), rows.size());
        tty.print("\u001b[?25l\u001b[H\u001b[2J" + String.join("\n", shown) + "\n" + rule + "\n" + box + "\n" + rule
                + "\n" + agent + " · auto · ◔ " + used + "%");
    }

    @Override
    public @Nullable String prompt() throws InterruptedException {
        StringBuilder line = new StringBuilder();
        while (true) {
            draw(line.isEmpty() ? HINT : line.toString());
            switch (tty.next()) {
                case Input.Text(String text) -> line.append(text);
                case Input.Paste(String text) -> line.append(text.replace('\r', ' '));
                case Input.Press(Named key) -> {
                    switch (key) {
                        case ENTER -> {
                            if (!line.isEmpty()) {
                                said.add("  " + line);
                                return line.toString();
                            }
                        }
                        case CTRL_U, ESCAPE -> line.setLength(0);
                        case CTRL_C, END -> {
                            return null;
                        }
                        case UP, DOWN, OTHER -> {
                            // Moves in the box.
                        }
                    }
                }
            }
        }
    }

    @Override
    public void busy() {
        draw("⠋ Kiro is working");
    }

    @Override
    public boolean brokenOff() {
        return tty.pressed(Named.ESCAPE);
    }

    @Override
    public void interrupted() {
        said.add("Interrupted");
    }

    @Override
    public Decision ask(String tool, String input) throws InterruptedException {
        int choice = dialog.choose(
                List.of(
                        String.join("\n", said.subList(Math.max(0, said.size() - 5), said.size())),
                        tool + " " + input,
                        ""),
                List.of("Yes, single permission", "Trust, always allow in this session", "No (Tab to edit)"));
        return switch (choice) {
            case 0 -> Decision.YES;
            case 1 -> Decision.TRUST;
            case 2 -> Decision.NO;
            default -> Decision.CANCEL;
        };
    }

    @Override
    public void say(String text) {
        used = Math.min(99, used + 2);
        said.add(text);
    }

    @Override
    public void error(String text) {
        said.add(text);
    }

    @Override
    public void done() {
        said.add("▸ Credits: 0.24 • Time: 3s");
    }

    @Override
    public boolean trustAll() throws InterruptedException {
        return dialog.trustAll();
    }
}
