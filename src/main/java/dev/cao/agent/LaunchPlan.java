package dev.cao.agent;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How to start an agent.
 *
 * @param environment the whole environment of its process
 * @param files to be written first, mode 0600, below the worker's home
 * @param eventLog the file that its facts are read from, line by line; it need not exist yet
 */
public record LaunchPlan(List<String> argv, Map<String, String> environment, Map<Path, String> files, Path eventLog) {
    public LaunchPlan {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
        files = Map.copyOf(files);
    }
}
