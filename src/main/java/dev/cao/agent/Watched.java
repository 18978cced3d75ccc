package dev.cao.agent;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where the files of one started CLI lie.
 *
 * @param home the worker's own folder in the run's directory
 * @param directory the worker's working directory
 * @param environment what the CLI was started with, as far as it decides where its files are
 * @param conversation the CLI's id of the conversation
 * @param pid of the CLI
 */
public record Watched(
        Path home, Path directory, Map<String, String> environment, String conversation, long pid, Path eventLog) {
    public Watched {
        requireNonNull(home, "home is null");
        requireNonNull(directory, "directory is null");
        environment = Map.copyOf(environment);
        requireNonNull(eventLog, "eventLog is null");
    }
}
