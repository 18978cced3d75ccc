package dev.cao.run;

import static java.util.Objects.requireNonNull;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.io.PrivateFiles;
import dev.cao.io.Reasons;
import dev.cao.io.SocketPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where the sockets of a run are. Kept in the run's folder, because a long path makes them lie elsewhere. */
public record RunSockets(SocketPlace control, SocketPlace tmux) {
    /**
     * Returns the run's sockets, and chooses their place the first time.
     *
     * @param runtimeFolder where sockets go if the path is not too long for one
     */
    static RunSockets of(RunDirectory directory, Path runtimeFolder) {
        Optional<RunSockets> earlier = find(directory);
        earlier.ifPresent(RunSockets::makeFolders);
        return earlier.orElseGet(() -> choose(directory, runtimeFolder));
    }

    /** Returns the sockets of a run that was started once; empty if it never was. */
    public static Optional<RunSockets> find(RunDirectory directory) {
        try {
            List<String> lines = Files.readAllLines(directory.place());
            return lines.size() < 2
                    ? Optional.empty()
                    : Optional.of(new RunSockets(
                            new SocketPlace(Path.of(lines.get(0))), new SocketPlace(Path.of(lines.get(1)))));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new CaoException(
                    ExitStatus.USAGE, "cannot read %s: %s".formatted(directory.place(), Reasons.of(e)), "", e);
        }
    }

    private static RunSockets choose(RunDirectory directory, Path runtimeFolder) {
        try {
            String run = directory.run().value();
            RunSockets sockets = new RunSockets(
                    SocketPlace.in(runtimeFolder, run + ".control"), SocketPlace.in(runtimeFolder, run + ".tmux"));
            WorkerLauncher.writePrivately(
                    directory.place(),
                    sockets.control().socket() + "\n" + sockets.tmux().socket() + "\n");
            return sockets;
        } catch (IOException e) {
            throw new CaoException(
                    ExitStatus.USAGE,
                    "cannot make a place for the run's sockets in %s: %s".formatted(runtimeFolder, Reasons.of(e)),
                    "Set XDG_RUNTIME_DIR or TMPDIR to a folder that is writable for you.",
                    e);
        }
    }

    /** The end of an earlier orchestrator, or a reboot, may have taken the folders away. */
    private void makeFolders() {
        try {
            PrivateFiles.createDirectory(requireNonNull(control.socket().getParent()));
            PrivateFiles.createDirectory(requireNonNull(tmux.socket().getParent()));
        } catch (IOException e) {
            throw new CaoException(
                    ExitStatus.USAGE, "cannot make the folder of the run's sockets: " + Reasons.of(e), "", e);
        }
    }

    /** Removes both sockets, whoever made them. */
    public void remove() {
        try {
            control.remove();
            tmux.remove();
        } catch (IOException e) {
            throw new CaoException(ExitStatus.FAULT, "cannot remove the run's sockets: " + Reasons.of(e), "", e);
        }
    }
}
