package dev.cao.run;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.io.ControlGroup;
import dev.cao.io.Reasons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The control group of a run's workers, where the system lets us make one. Its place is kept in the run's folder. */
public final class RunGroup {
    private static final String PREFIX = "cao-";

    /** All sockets that somebody holds open, by their paths (Linux, as the groups are). */
    private static final Path SOCKETS = Path.of("/proc/net/unix");

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
        Optional<ControlGroup> made = ControlGroup.make(PREFIX + directory.run());
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

    /** Returns the empty groups of runs that nobody leads any more, of whatever state folder. */
    public static List<ControlGroup> abandoned() {
        List<String> sockets;
        try {
            sockets = Files.readAllLines(SOCKETS);
        } catch (IOException _) {
            // Whether a run lives cannot be told.
            return List.of();
        }
        return ControlGroup.emptyOnes(PREFIX).stream()
                .filter(group -> sockets.stream().noneMatch(line -> line.endsWith("/" + run(group) + ".control")))
                .toList();
    }

    private static String run(ControlGroup group) {
        return group.folder().toFile().getName().substring(PREFIX.length());
    }
}
