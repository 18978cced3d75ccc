package dev.cao.standin;

import dev.cao.io.Tty;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Without a terminal: answers, and nothing else, go to standard output; all the rest to standard error. */
final class PlainDisplay implements Display {
    private final OutputStream out;
    private final OutputStream err;
    private @Nullable Dialog shown;
    private boolean inLine;

    PlainDisplay(OutputStream out, OutputStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public void note(String text, Look look) {
        write(err, text + '\n');
    }

    @Override
    public void prompt(String text) {
        // Who wrote the prompt has it.
    }

    @Override
    public void answer(String chunk) {
        if (!chunk.isEmpty()) {
            write(out, chunk);
            inLine = !chunk.endsWith("\n");
        }
    }

    @Override
    public void answerEnds() {
        if (inLine) {
            write(out, "\n");
            inLine = false;
        }
    }

    @Override
    public void raw(String text) {
        write(out, text);
    }

    @Override
    public void refresh(Scene scene) {
        Dialog dialog = scene.dialog();
        if (dialog != null && dialog != shown) {
            StringBuilder text = new StringBuilder();
            if (!dialog.detail().isEmpty()) {
                text.append(dialog.detail()).append('\n');
            }
            text.append(dialog.title()).append('\n');
            for (int i = 0; i < dialog.choices().size(); i++) {
                text.append("  ")
                        .append(i + 1)
                        .append(". ")
                        .append(dialog.choices().get(i))
                        .append('\n');
            }
            write(err, text.toString());
        }
        shown = dialog;
    }

    @Override
    public void resized(Tty.Size size) {
        // Lines have no width here.
    }

    @Override
    public void redraw() {
        // What is written stays.
    }

    @Override
    public void close() {
        answerEnds();
    }

    private static void write(OutputStream to, String text) {
        try {
            to.write(text.getBytes(StandardCharsets.UTF_8));
            to.flush();
        } catch (IOException _) {
            // The reader is gone; the event log has everything.
            return;
        }
    }
}
