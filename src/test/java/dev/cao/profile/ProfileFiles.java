package dev.cao.profile;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Profile files of one test, and a reader that looks nowhere else. */
final class ProfileFiles {
    static final Set<String> PROVIDERS = Set.of("command", "stand-in", "claude-code", "codex", "kiro");

    private final Path folder;

    ProfileFiles(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    ProfileFiles with(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    LoadedProfile read(String name, Map<String, String> variables) {
        return new ProfileReader(List.of(folder.resolve("bundled")), PROVIDERS).read(folder.resolve(name), variables);
    }

    TeamProfile team(String name) {
        return read(name, Map.of()).team();
    }

    /** Returns what the user is told, the folder's path left out. */
    String complaint(String name) {
        ProfileException failure = catchThrowableOfType(ProfileException.class, () -> read(name, Map.of()));
        return failure == null ? "no complaint" : failure.what().replace(folder + "/", "");
    }

    String agentComplaint(String name) {
        ProfileException failure = catchThrowableOfType(
                ProfileException.class, () -> new ProfileReader(List.of(), PROVIDERS).readAgent(folder.resolve(name)));
        return failure == null ? "no complaint" : failure.what().replace(folder + "/", "");
    }
}
