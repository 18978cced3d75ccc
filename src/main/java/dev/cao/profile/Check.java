package dev.cao.profile;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What must hold at the end for a run to be done. */
public sealed interface Check {
    /** The file, relative to the run's working directory, exists and is not empty. */
    record FileExists(Path file) implements Check {}

    /** The command exits 0 in the run's working directory within the time. */
    record CommandSucceeds(List<String> command, Duration timeout) implements Check {
        public CommandSucceeds {
            command = List.copyOf(command);
        }
    }
}
