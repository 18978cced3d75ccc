package dev.cao.watch;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.io.Reasons;
import dev.cao.io.Tty;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * The terminal of this process, taken over as a whole and given back by {@link #leave}, also when the process is ended by
 * a signal. JLine switches it to raw input, reads it, and knows its size. Reading is for one thread, everything else for
 * any.
 */
final class FullScreen implements AutoCloseable {
    private static final long LONG_MILLIS = 86_400_000;

    private final Terminal terminal;
    private final Attributes usual;
    private final OutputStream out = new FileOutputStream(FileDescriptor.out);
    private final Thread atExit = new Thread(this::restore, "watch-restore");
    private boolean taken;

    private FullScreen(Terminal terminal) {
        this.terminal = terminal;
        this.usual = terminal.getAttributes();
    }

    /**
     * Takes the terminal over.
     *
     * @param resized called when the size may have changed, or the process goes on after it was stopped
     */
    static FullScreen take(Runnable resized) {
        try {
            Terminal terminal = TerminalBuilder.builder()
                    .system(true)
                    .dumb(false)
                    .encoding(StandardCharsets.UTF_8)
                    .graphemeCluster(false)
                    .build();
            terminal.handle(Terminal.Signal.WINCH, _ -> resized.run());
            FullScreen screen = new FullScreen(terminal);
            terminal.handle(Terminal.Signal.CONT, _ -> {
                screen.continued();
                resized.run();
            });
            Runtime.getRuntime().addShutdownHook(screen.atExit);
            screen.enter();
            return screen;
        } catch (IOException | IllegalStateException e) {
            throw new CaoException(
                    ExitStatus.USAGE,
                    "this terminal cannot be taken over: " + e.getMessage(),
                    "'cao status' prints the same once, on any terminal.",
                    e);
        }
    }

    /** Takes the terminal over again, after {@link #leave}. */
    synchronized void enter() {
        if (!taken) {
            taken = true;
            terminal.setAttributes(raw());
            write(Painter.ENTER);
        }
    }

    /** The process was stopped and goes on: a shell has set its own terminal meanwhile. */
    private synchronized void continued() {
        if (taken) {
            terminal.setAttributes(raw());
            write(Painter.ENTER);
        }
    }

    /** Each key at once, none of them a signal. */
    private Attributes raw() {
        Attributes raw = new Attributes(usual);
        raw.setLocalFlags(EnumSet.of(LocalFlag.ICANON, LocalFlag.ECHO, LocalFlag.IEXTEN, LocalFlag.ISIG), false);
        raw.setInputFlags(EnumSet.of(InputFlag.IXON, InputFlag.ICRNL, InputFlag.INLCR), false);
        raw.setControlChar(ControlChar.VMIN, 1);
        raw.setControlChar(ControlChar.VTIME, 0);
        return raw;
    }

    /** Gives the terminal back as it was. Harmless when it is not taken. */
    synchronized void leave() {
        if (taken) {
            taken = false;
            write(Painter.LEAVE);
            terminal.setAttributes(usual);
        }
    }

    Tty.Size size() {
        Size size = terminal.getSize();
        return size.getRows() > 0 && size.getColumns() > 0
                ? new Tty.Size(size.getRows(), size.getColumns())
                : Tty.Size.USUAL;
    }

    KeyReader keys() {
        return new KeyReader(this::read);
    }

    /** JLine holds a lock while it reads without a deadline, and then cannot be closed. */
    private int read(long millis) throws IOException {
        int c = terminal.reader().read(millis == 0 ? LONG_MILLIS : millis);
        while (c == KeyReader.Characters.NOTHING && millis == 0) {
            c = terminal.reader().read(LONG_MILLIS);
        }
        return c;
    }

    /** Writes all of it at once. */
    void write(String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException _) {
            // The terminal is gone; the reader of keys learns the same.
            return;
        }
    }

    private void restore() {
        try {
            leave();
        } catch (RuntimeException e) {
            // Nobody can be told but on the terminal itself.
            write("\r\ncao: the terminal could not be set back (" + Reasons.of(new IOException(e))
                    + "); try 'reset'\r\n");
        }
    }

    @Override
    public void close() throws IOException {
        leave();
        terminal.close();
    }
}
