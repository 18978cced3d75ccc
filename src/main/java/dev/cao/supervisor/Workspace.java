package dev.cao.supervisor;

import dev.cao.domain.CallKey;
import java.nio.file.Path;

/** The run's working directory as a supervisor may change it. */
public interface Workspace {
    /**
     * Replaces a file atomically, after the journal says so. Does nothing if the journal knows that this was done.
     *
     * @param key names this one write for ever
     * @param file relative to the working directory
     * @throws dev.cao.domain.CaoException if the file would lie outside of it, is reached by a link, or cannot be written
     */
    void write(CallKey key, Path file, String content);

    /** Tells people what the supervisor does now. */
    void tell(String line);
}
