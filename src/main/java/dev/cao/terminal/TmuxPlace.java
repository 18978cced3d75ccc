package dev.cao.terminal;

import static java.util.Objects.requireNonNull;

import dev.cao.io.SocketPlace;
import java.nio.file.Path;

/**
 * Where a run's tmux server is.
 *
 * @param tmux the program
 * @param socket the server's socket
 * @param directory the run's private directory for start files and what programs print; absolute
 * @param label what people should see as the run's name
 */
public record TmuxPlace(TmuxProgram tmux, SocketPlace socket, Path directory, String label) {
    public TmuxPlace {
        requireNonNull(tmux, "tmux is null");
        requireNonNull(socket, "socket is null");
        requireNonNull(label, "label is null");
        if (!directory.isAbsolute()) {
            throw new IllegalArgumentException("not absolute: " + directory);
        }
    }

    Path configFile() {
        return directory.resolve("tmux.conf");
    }

    /** Returns where the bytes of a session go. Names are unique in a server's time, process ids add the rest. */
    Path output(Session session) {
        return directory.resolve(fileName(session.name()) + "-" + session.pid() + ".out");
    }

    /** Returns a name that is safe in a path and as a tmux target. */
    static String fileName(String name) {
        return name.replaceAll("[^A-Za-z0-9_-]", "_");
    }
}
