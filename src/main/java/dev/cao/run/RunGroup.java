package dev.cao.run;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.io.ControlGroup;
import dev.cao.io.Reasons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The control group of a run's workers, where the system lets us make one. Its place is kept in the run's folder. */
final class RunGroup {
    private RunGroup() {}

    /**
     * Returns the group that workers of this run are started in from now on; makes it where it is not there. One call at a
     * time: all workers of a run start at once.
     */
    static synchronized Optional<ControlGroup> open(RunDirectory directory) {
        Optional<ControlGroup> earlier = find(directory);
        if (earlier.isPresent()) {
            return earlier;
        }
        Optional<ControlGroup> made = ControlGroup.make("cao-" + directory.run());
        try {
            if (made.isPresent()) {
                WorkerLauncher.writePrivately(
                        directory.group(), made.get().folder().toString());
            }
        } catch (IOException e) {
            throw new CaoException(
                    ExitStatus.LOST, "cannot write %s: %s".formatted(directory.group(), Reasons.of(e)), "", e);
        }
        return made;
    }

    /** Returns the group that was made for the run, if it is there. */
    static Optional<ControlGroup> find(RunDirectory directory) {
        try {
            return ControlGroup.at(Path.of(Files.readString(directory.group()).strip()));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new CaoException(
                    ExitStatus.LOST, "cannot read %s: %s".formatted(directory.group(), Reasons.of(e)), "", e);
        }
    }
}
