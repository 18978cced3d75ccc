package dev.cao.terminal;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What to run in a new session.
 *
 * @param argv the program and its arguments; no shell sees them
 * @param environment the program's whole environment, except what the runtime must add ({@code TERM}, {@code TMUX})
 */
public record SessionSpec(
        String name, List<String> argv, Path directory, Map<String, String> environment, int columns, int rows) {
    public SessionSpec {
        requireNonNull(name, "name is null");
        argv = List.copyOf(argv);
        requireNonNull(directory, "directory is null");
        environment = Map.copyOf(environment);
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("argv is empty");
        }
    }
}
