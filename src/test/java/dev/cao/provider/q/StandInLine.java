package dev.cao.provider.q;

import dev.cao.provider.q.StandInTty.Input;
import org.jspecify.annotations.Nullable;

/** The line interface: a prompt, no alternate screen; the same prompt under a question. */
final class StandInLine implements StandInFace {
    private static final String LEAVE = "(To exit the CLI, press Ctrl+C or Ctrl+D again or type /quit)";

    private final StandInTty tty;
    private final StandInDialog dialog;
    private final String who;
    private final String product;
    private int used;

    StandInLine(StandInTty tty, String agent, String product) {
        this.tty = tty;
        this.dialog = new StandInDialog(tty);
        this.who = "[" + agent + "]";
        this.product = product;
    }

    @Override
    public void starting(int servers, int ready) {
        if (ready == servers) {
            tty.print("Welcome to " + product + "!\n/help all commands\n> a quotation in the greeting\n\n");
        }
    }

    @Override
    public @Nullable String prompt() throws InterruptedException {
        String sign = who + (used == 0 ? "" : " " + used + "%") + " > ";
        StringBuilder line = new StringBuilder();
        boolean leaving = false;
        tty.print(sign);
        while (true) {
            Input input = tty.next();
            switch (input) {
                case Input.Text(String text) -> add(line, text);
                case Input.Paste(String text) -> {
                    // A line break in a paste is taken as Enter here: the worst that it could be.
                    int end = text.indexOf('\r');
                    add(line, end < 0 ? text : text.substring(0, end));
                    if (end >= 0) {
                        return submitted(line);
                    }
                }
                case Input.Press(StandInTty.Named key) -> {
                    switch (key) {
                        case ENTER -> {
                            return submitted(line);
                        }
                        case CTRL_C -> {
                            if (leaving) {
                                return null;
                            }
                            leaving = true;
                            line.setLength(0);
                            tty.print("\n" + LEAVE + "\n\n" + sign);
                        }
                        case CTRL_U -> {
                            clear(sign.length() + line.length());
                            line.setLength(0);
                            tty.print(sign);
                        }
                        case END -> {
                            return null;
                        }
                        case ESCAPE, UP, DOWN, OTHER -> {
                            // Moves in the line, or does nothing.
                        }
                    }
                }
            }
        }
    }

    private void add(StringBuilder line, String text) {
        line.append(text);
        tty.print(text);
    }

    private String submitted(StringBuilder line) {
        tty.print("\n");
        return line.toString();
    }

    private void clear(int length) {
        int up = (length - 1) / tty.columns();
        tty.print((up > 0 ? "\u001b[" + up + "A" : "") + "\r\u001b[J");
    }

    @Override
    public void busy() {
        tty.print("\r\u001b[K⠋ Thinking...");
    }

    @Override
    public boolean brokenOff() {
        return tty.pressed(StandInTty.Named.CTRL_C);
    }

    @Override
    public void interrupted() {
        tty.print("\r\u001b[K\n^C\n\n");
    }

    @Override
    public Decision ask(String tool, String input) throws InterruptedException {
        tty.print("\r\u001b[K🛠️  Using tool: " + tool + "\n ⋮ \n ● " + input + "\n\n"
                + "Allow this action? Use 't' to trust (always allow) this tool for the session. [y/n/t]:\n\n");
        String answer = prompt();
        return switch (answer == null ? "" : answer.strip()) {
            case "y", "Y" -> Decision.YES;
            case "t", "T" -> Decision.TRUST;
            default -> Decision.NO;
        };
    }

    @Override
    public void say(String text) {
        used = Math.min(99, used + 3);
        tty.print("\r\u001b[K> " + text + "\n\n");
    }

    @Override
    public void error(String text) {
        tty.print("\r\u001b[K" + text + "\n\n");
    }

    @Override
    public void done() {
        // The prompt says it.
    }

    @Override
    public boolean trustAll() throws InterruptedException {
        return dialog.trustAll();
    }
}
