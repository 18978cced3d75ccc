package dev.cao.terminal;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to run in a new session.
 *
 * @param argv the program and its arguments; no shell sees them
 * @param environment the program's whole environment, except what the runtime must add ({@code TERM}, {@code TMUX})
 * @param joining a file that takes the program's number before it runs; nothing happens where that cannot be
 */
public record SessionSpec(
        String name,
        List<String> argv,
        Path directory,
        Map<String, String> environment,
        int columns,
        int rows,
        Optional<Path> joining) {
    public SessionSpec {
        requireNonNull(name, "name is null");
        argv = List.copyOf(argv);
        requireNonNull(directory, "directory is null");
        environment = Map.copyOf(environment);
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("argv is empty");
        }
    }

    /** Joins nothing. */
    public SessionSpec(
            String name, List<String> argv, Path directory, Map<String, String> environment, int columns, int rows) {
        this(name, argv, directory, environment, columns, rows, Optional.empty());
    }
}
