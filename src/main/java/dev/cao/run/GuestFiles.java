package dev.cao.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.io.Json;
import dev.cao.io.PrivateFiles;
import dev.cao.io.Reasons;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Files of a worker that lie outside of the run's folder, because its CLI looks for them elsewhere. What is put there is
 * written down before, in the worker's folder, so that whoever comes later can take it away again.
 */
final class GuestFiles {
    private static final String LIST = "guests.json";

    private GuestFiles() {}

    /** @param home the worker's folder; what stood there of an earlier start is removed first */
    static void place(Path home, Map<Path, String> guests) {
        remove(home);
        if (guests.isEmpty()) {
            return;
        }
        try {
            ArrayNode list = Json.MAPPER.createArrayNode();
            for (Path file : guests.keySet()) {
                list.add(file.toString());
                missingFolders(file).forEach(folder -> list.add(folder.toString()));
            }
            WorkerLauncher.writePrivately(home.resolve(LIST), Json.line(list));
            for (Map.Entry<Path, String> guest : guests.entrySet()) {
                PrivateFiles.createDirectory(
                        guest.getKey().toAbsolutePath().resolve("..").normalize());
                WorkerLauncher.writePrivately(guest.getKey(), guest.getValue());
            }
        } catch (IOException e) {
            throw new CaoException(
                    ExitStatus.LOST,
                    "cannot write an agent's own file: " + Reasons.of(e),
                    "Make its folder writable, or choose another provider.",
                    e);
        }
    }

    /** Returns the folders that will be made for the file, the deepest first. */
    private static List<Path> missingFolders(Path file) {
        List<Path> missing = new ArrayList<>();
        Path folder = file.getParent();
        while (folder != null && !Files.exists(folder)) {
            missing.add(folder);
            folder = folder.getParent();
        }
        return missing;
    }

    /** Removes the files of one worker, and the folders that were made for them where nothing else came to lie there. */
    static void remove(Path home) {
        Path list = home.resolve(LIST);
        if (!Files.exists(list)) {
            return;
        }
        try {
            for (JsonNode entry : Json.MAPPER.readTree(Files.readString(list))) {
                removeOne(Path.of(entry.asText()));
            }
            Files.deleteIfExists(list);
        } catch (IOException _) {
            // The list stays, and the next who looks tries again.
            return;
        }
    }

    private static void removeOne(Path place) throws IOException {
        try {
            Files.deleteIfExists(place);
        } catch (DirectoryNotEmptyException _) {
            // Somebody else's files are there by now.
            return;
        }
    }

    /** Removes those of all workers of a run. */
    static void removeAll(RunDirectory directory) {
        Path workers = directory.root().resolve("workers");
        if (!Files.isDirectory(workers)) {
            return;
        }
        try (Stream<Path> homes = Files.list(workers)) {
            homes.forEach(GuestFiles::remove);
        } catch (IOException _) {
            // A folder that cannot be read has no list that could be.
            return;
        }
    }
}
