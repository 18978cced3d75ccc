package dev.cao.report;

import dev.cao.run.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/** Pictures of panes that the orchestrator took when a worker waited for somebody, failed or died. */
final class Screens {
    private final RunDirectory directory;

    Screens(RunDirectory directory) {
        this.directory = directory;
    }

    /** Returns the picture that belongs to this entry of the journal. */
    Optional<String> at(long seq) {
        try {
            String screen = Files.readString(directory.screen(seq)).stripTrailing();
            return screen.isBlank() ? Optional.empty() : Optional.of(screen);
        } catch (IOException _) {
            return Optional.empty(); // none was taken, as for a worker whose pane was gone
        }
    }
}
