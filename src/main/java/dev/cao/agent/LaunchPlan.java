package dev.cao.agent;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How to start an agent.
 *
 * @param environment the whole environment of its process
 * @param files to be written first, mode 0600, below the worker's home
 * @param guests files that the CLI looks for in a folder that is not the run's; written first, mode 0600, and removed
 *     when the program has ended, with the folders that had to be made for them
 * @param eventLog the file that its facts are read from, line by line; it need not exist yet
 * @param notes what users should know of this start, a sentence each
 */
public record LaunchPlan(
        List<String> argv,
        Map<String, String> environment,
        Map<Path, String> files,
        Map<Path, String> guests,
        Path eventLog,
        List<String> notes) {
    public LaunchPlan {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
        files = Map.copyOf(files);
        guests = Map.copyOf(guests);
        notes = List.copyOf(notes);
    }

    public LaunchPlan(List<String> argv, Map<String, String> environment, Map<Path, String> files, Path eventLog) {
        this(argv, environment, files, Map.of(), eventLog, List.of());
    }
}
