package dev.cao.io;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The three streams that a process starts with. */
public enum StandardStream {
    INPUT(0),
    OUTPUT(1),
    ERROR(2);

    private final int descriptor;

    StandardStream(int descriptor) {
        this.descriptor = descriptor;
    }

    /** Tells whether the stream is a terminal. Where only all three together can be asked, all three must be one. */
    public boolean isTerminal() {
        Path link = Path.of("/proc/self/fd", Integer.toString(descriptor));
        try {
            String target = Files.readSymbolicLink(link).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException _) {
            // No /proc (macOS), or the stream is closed.
            Console console = Files.isDirectory(Path.of("/proc/self/fd")) ? null : System.console();
            return console != null && console.isTerminal();
        }
    }
}
