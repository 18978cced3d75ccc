package dev.cao.report;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.io.Reasons;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file that is to be written at the end of a run, and whose place was tried before its start. */
public final class ReportFile {
    private final Path file;

    private ReportFile(Path file) {
        this.file = file;
    }

    /**
     * Makes the missing folders above the file and makes sure that it can be written, without touching what it holds.
     *
     * @param option the option that named it, for the message
     * @throws CaoException USAGE, if it cannot
     */
    public static ReportFile prepare(String option, Path named) {
        try {
            Path file = followed(named.toAbsolutePath().normalize());
            if (Files.isDirectory(file)) {
                throw unusable(option, file, "it is a folder");
            }
            Path folder = file.getParent();
            if (folder != null && !Files.isDirectory(folder)) {
                Files.createDirectories(folder);
            }
            if (isPlain(file)) {
                Path trial = sibling(file);
                Files.writeString(trial, "", StandardOpenOption.CREATE_NEW);
                Files.delete(trial);
            } else if (!Files.isWritable(file)) {
                throw unusable(option, file, "permission denied");
            }
            return new ReportFile(file);
        } catch (IOException e) {
            throw unusable(option, named, Reasons.of(e));
        }
    }

    /** The target of a link is replaced, not the link. */
    private static Path followed(Path file) throws IOException {
        return Files.exists(file) ? file.toRealPath() : file;
    }

    /** Devices and pipes are written to; replacing them would take them away from others. */
    private static boolean isPlain(Path file) {
        return !Files.exists(file) || Files.isRegularFile(file);
    }

    private static Path sibling(Path file) {
        return file.resolveSibling(
                ".cao-%d-%s.tmp".formatted(ProcessHandle.current().pid(), file.getFileName()));
    }

    private static CaoException unusable(String option, Path file, String why) {
        return new CaoException(
                ExitStatus.USAGE,
                "%s: cannot write %s: %s".formatted(option, file, why),
                "Name a file that can be written; nothing was started.");
    }

    public Path path() {
        return file;
    }

    /** Replaces the file in one step: whoever reads it sees the old content or the new. */
    public void write(String text) throws IOException {
        if (!isPlain(file)) {
            Files.write(file, text.getBytes(StandardCharsets.UTF_8));
            return;
        }
        Path fresh = sibling(file);
        try {
            Files.write(fresh, text.getBytes(StandardCharsets.UTF_8));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
