package dev.cao.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The terminal on standard input and output, switched to raw input through {@code stty} (POSIX; one process at the start,
 * one at the end). {@link #restore} may be called from any thread, and works once.
 */
public final class Tty {
    /** Standard error carries the answer: input and output must be the terminal itself. */
    private static final String SWITCH = "[ -t 0 ] && [ -t 1 ] || exit 9; "
            + "{ stty -g && stty size && stty -icanon -echo -isig -ixon -icrnl -iexten min 1 time 0; } >&2";

    private static final String PASTE_MARKS_ON = "\033[?2004h";
    private static final String PASTE_MARKS_OFF = "\033[?2004l\033[?25h";

    private final String saved;
    private final OutputStream out;
    private volatile Size size;
    private boolean restored;

    /** What fits on the terminal. */
    public record Size(int rows, int columns) {
        /** Where nothing is known. */
        public static final Size USUAL = new Size(24, 80);
    }

    private Tty(String saved, Size size, OutputStream out) {
        this.saved = saved;
        this.size = size;
        this.out = out;
    }

    /** Switches the terminal; empty if standard input or output is none. */
    public static Optional<Tty> open(OutputStream out) throws InterruptedException {
        Optional<String> answer = ask(List.of("/bin/sh", "-c", SWITCH));
        if (answer.isEmpty()) {
            return Optional.empty();
        }
        String text = answer.get();
        int lineEnd = text.indexOf('\n');
        Tty tty = new Tty(text.substring(0, Math.max(0, lineEnd)), parse(text.substring(lineEnd + 1)), out);
        tty.write(PASTE_MARKS_ON);
        return Optional.of(tty);
    }

    /** Returns the size as it was measured last. */
    public Size size() {
        return size;
    }

    /** Asks the terminal for its size again. */
    public Size measure() throws InterruptedException {
        Optional<String> answer = ask(List.of("/bin/sh", "-c", "stty size >&2"));
        if (answer.isPresent()) {
            size = parse(answer.get());
        }
        return size;
    }

    /** Gives the terminal back as it was. */
    public synchronized void restore() throws InterruptedException {
        if (!restored) {
            restored = true;
            write(PASTE_MARKS_OFF);
            ask(List.of("stty", saved));
        }
    }

    private void write(String text) {
        try {
            out.write(text.getBytes(StandardCharsets.US_ASCII));
            out.flush();
        } catch (IOException _) {
            // The terminal is gone; its reader will say so.
            return;
        }
    }

    private static Optional<String> ask(List<String> argv) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(argv)
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String answer = new String(process.getErrorStream().readAllBytes(), StandardCharsets.US_ASCII);
            return process.waitFor() == 0 ? Optional.of(answer) : Optional.empty();
        } catch (IOException _) {
            // Without stty there is no raw input: the same as without a terminal.
            return Optional.empty();
        }
    }

    /** {@code 40 120}: rows, then columns; 0 where the terminal does not know. */
    private static Size parse(String text) {
        String line = text.strip();
        int blank = line.indexOf(' ');
        try {
            int rows = Integer.parseInt(line.substring(0, Math.max(0, blank)));
            int columns = Integer.parseInt(line.substring(blank + 1));
            return rows > 0 && columns > 0 ? new Size(rows, columns) : Size.USUAL;
        } catch (NumberFormatException _) {
            return Size.USUAL;
        }
    }
}
