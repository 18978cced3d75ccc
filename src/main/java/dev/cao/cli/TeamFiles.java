package dev.cao.cli;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.io.Reasons;
import dev.cao.profile.ProfileException;
import dev.cao.profile.ProfileReader;
import dev.cao.profile.TeamDraft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the files of a new team below one folder. */
final class TeamFiles {
    private final Path folder;
    private final boolean force;

    /** @param force whether files that exist are replaced */
    TeamFiles(Path folder, boolean force) {
        this.folder = folder;
        this.force = force;
    }

    /**
     * Writes all files, or none if one is in the way.
     *
     * @return them, in order
     * @throws CaoException USAGE, if one exists and may not be replaced, or cannot be written
     */
    List<Path> write(TeamDraft draft) {
        Map<Path, String> files = new LinkedHashMap<>();
        draft.files().forEach((name, text) -> files.put(folder.resolve(name), text));
        refuse(files.keySet());
        for (Map.Entry<Path, String> file : files.entrySet()) {
            try {
                Path parent = file.getKey().toAbsolutePath().getParent();
                if (parent != null) {
                    Files.createDirectories(parent);
                }
                Files.writeString(file.getKey(), file.getValue());
            } catch (IOException e) {
                throw new CaoException(
                        ExitStatus.USAGE,
                        "cannot write %s: %s".formatted(file.getKey(), Reasons.of(e)),
                        "Name a folder that you may write to.",
                        e);
            }
        }
        return List.copyOf(files.keySet());
    }

    /** @throws CaoException USAGE, if one of them exists and may not be replaced */
    void refuse(Collection<Path> files) {
        List<String> existing = files.stream()
                .filter(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS))
                .map(Path::toString)
                .toList();
        if (!force && !existing.isEmpty()) {
            throw new CaoException(
                    ExitStatus.USAGE,
                    "nothing was written, because there is already " + String.join(", ", existing),
                    "Name another folder, or replace what is there with --force.");
        }
    }

    /** Makes sure that what was written is a team. */
    void check(TeamDraft draft, ProfileReader reader) {
        Map<String, String> values = new LinkedHashMap<>();
        draft.variables().forEach(name -> values.put(name, "x"));
        try {
            reader.read(folder.resolve(draft.team()), values);
        } catch (ProfileException e) {
            throw new CaoException(
                    ExitStatus.USAGE,
                    "the files are written, but they are no valid team yet:\n" + e.what(),
                    "Mend them, and check with: cao profile validate " + folder.resolve(draft.team()));
        }
    }
}
