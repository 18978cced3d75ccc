package dev.cao.standin;

import java.util.ArrayDeque;
import java.util.Deque;

/** Prompts from standard input where that is no terminal: one line is one prompt. Used by the agent's loop only. */
final class LineInput {
    private final AgentLoop loop;
    private final Deque<String> waiting = new ArrayDeque<>();
    private boolean ended;

    LineInput(AgentLoop loop) {
        this.loop = loop;
    }

    void came(String line) {
        waiting.add(line);
    }

    void ended() {
        ended = true;
    }

    /** Takes the next line, if there is a use for it now: as an answer, or as the next prompt of an idle agent. */
    void takeNext() throws InterruptedException {
        Dialog dialog = loop.dialog();
        if (dialog != null) {
            if (!waiting.isEmpty()) {
                answer(dialog, waiting.removeFirst());
            } else if (ended) {
                loop.cancelDialog();
            }
        } else if (!loop.turns().busy()) {
            if (!waiting.isEmpty()) {
                String line = waiting.removeFirst();
                if (!line.isBlank()) {
                    loop.submit(line);
                }
            } else if (ended) {
                loop.leave(0, "end_of_input");
            }
        }
    }

    /** Tells whether {@link #takeNext} would find something to do at once. */
    boolean hasNext() {
        boolean wanted = loop.dialog() != null || !loop.turns().busy();
        return wanted && (!waiting.isEmpty() || ended);
    }

    private void answer(Dialog dialog, String line) {
        int choice = dialog.named(line);
        if (choice >= 0) {
            loop.choose(choice);
        } else if (dialog.takesText()) {
            loop.answer(line);
        } else {
            loop.note("Answer with a number from 1 to " + dialog.choices().size() + ".");
        }
    }
}
