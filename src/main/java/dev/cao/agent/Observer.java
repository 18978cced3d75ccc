package dev.cao.agent;

import dev.cao.terminal.Screen;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Watches files that a CLI keeps for itself. Not thread-safe: one observer, one worker thread. */
public interface Observer {
    /** For a CLI whose events tell everything. */
    Observer NONE = new Observer() {
        @Override
        public List<Path> folders() {
            return List.of();
        }

        @Override
        public List<String> look(Instant now) {
            return List.of();
        }

        @Override
        public Instant nextLook() {
            return Instant.MAX;
        }
    };

    /** Returns the folders whose changes are worth a look; they exist, and others may come later. */
    List<Path> folders();

    /** Returns what changed since the last look, as lines for the event log. */
    List<String> look(Instant now);

    /** Tells whether the screen has to be looked at, too: it shows what neither events nor files tell. */
    default boolean watchesScreen() {
        return false;
    }

    /** Returns what changed on the screen since the last look, as lines for the event log. */
    default List<String> look(Screen screen, Instant now) {
        return List.of();
    }

    /** Returns when to look again even if no folder changed; far in the future when there is no need. */
    Instant nextLook();
}
