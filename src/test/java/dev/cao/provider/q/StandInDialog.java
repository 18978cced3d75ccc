package dev.cao.provider.q;

import dev.cao.provider.q.StandInTty.Input;
import dev.cao.provider.q.StandInTty.Named;
import java.util.List;

/** A list of choices, the first of which is selected at first. */
final class StandInDialog {
    private static final List<String> TRUST = List.of("No, exit", "Yes, I accept", "Yes, and don't ask again");

    private final StandInTty tty;

    StandInDialog(StandInTty tty) {
        this.tty = tty;
    }

    boolean trustAll() throws InterruptedException {
        return choose(List.of("", "Kiro is running in trust all tools mode", ""), TRUST) > 0;
    }

    /** Returns the number of the choice; -1 when it is cancelled. */
    int choose(List<String> above, List<String> choices) throws InterruptedException {
        int selected = 0;
        while (true) {
            draw(above, choices, selected);
            if (tty.next() instanceof Input.Press(Named key)) {
                switch (key) {
                    case UP -> selected = Math.max(0, selected - 1);
                    case DOWN -> selected = Math.min(choices.size() - 1, selected + 1);
                    case ENTER -> {
                        tty.print("\u001b[H\u001b[2J");
                        return selected;
                    }
                    case ESCAPE, CTRL_C, END -> {
                        tty.print("\u001b[H\u001b[2J");
                        return -1;
                    }
                    case CTRL_U, OTHER -> {
                        // Nothing of the kind.
                    }
                }
            }
        }
    }

    private void draw(List<String> above, List<String> choices, int selected) {
        StringBuilder screen = new StringBuilder("\u001b[H\u001b[2J");
        above.forEach(line -> screen.append(line).append('\n'));
        for (int choice = 0; choice < choices.size(); choice++) {
            screen.append(choice == selected ? "❯ " : "  ")
                    .append(choices.get(choice))
                    .append('\n');
        }
        tty.print(screen + "\nesc to cancel · ↑↓ to navigate · ↵ to select");
    }
}
