package dev.cao.cli;

import static java.util.Objects.requireNonNull;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.io.Reasons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where things are on this machine.
 *
 * @param state folder of the runs
 * @param configuration folder of the user's own agents
 * @param runtime folder of the sockets; it need not exist
 * @param bundled folder with the {@code agents} and {@code examples} that come with cao, where that is known
 */
record Places(Path state, Path configuration, Path runtime, Optional<Path> bundled) {
    Places {
        requireNonNull(state, "state is null");
        requireNonNull(configuration, "configuration is null");
        requireNonNull(runtime, "runtime is null");
    }

    /**
     * Finds them, from {@code CAO_HOME}, the XDG variables, {@code HOME} and the system properties {@code cao.home} and
     * {@code java.io.tmpdir}.
     */
    static Places find(Map<String, String> environment, Map<String, String> properties) {
        Path home = Path.of(environment.getOrDefault("HOME", properties.getOrDefault("user.home", "/")));
        Path state = folder(environment, "CAO_HOME")
                .orElseGet(() -> folder(environment, "XDG_STATE_HOME")
                        .orElseGet(() -> home.resolve(".local/state"))
                        .resolve("cao"));
        Path configuration = folder(environment, "XDG_CONFIG_HOME")
                .orElseGet(() -> home.resolve(".config"))
                .resolve("cao");
        Path runtime = folder(environment, "XDG_RUNTIME_DIR")
                .filter(Files::isDirectory)
                .map(folder -> folder.resolve("cao"))
                .orElseGet(() -> Path.of(
                        properties.getOrDefault("java.io.tmpdir", "/tmp"),
                        "cao-" + properties.getOrDefault("user.name", "user")));
        Optional<Path> bundled = Optional.ofNullable(properties.get("cao.home"))
                .filter(text -> !text.isEmpty())
                .map(Path::of);
        return new Places(
                state.toAbsolutePath().normalize(),
                configuration.toAbsolutePath().normalize(),
                runtime.toAbsolutePath().normalize(),
                bundled);
    }

    /** Returns where agents are looked for after the profile's own folders. */
    List<Path> agentFolders() {
        List<Path> folders = new ArrayList<>(List.of(Path.of("agents"), Path.of(".cao", "agents")));
        folders.add(configuration.resolve("agents"));
        bundled.ifPresent(folder -> folders.add(folder.resolve("agents")));
        return folders;
    }

    /** Returns the file that this argument names; where there is none, one of that name that comes with cao. */
    Path profile(Path named) {
        return bundled.map(folder -> folder.resolve(named))
                .filter(file -> !Files.exists(named) && Files.isRegularFile(file))
                .orElse(named);
    }

    /**
     * Makes the folder of the sockets, or makes sure that nobody else can reach into it: in a shared temp folder anybody
     * may have made it before.
     *
     * @throws CaoException if it is not ours alone
     */
    Path privateRuntime() {
        try {
            if (!Files.exists(runtime, LinkOption.NOFOLLOW_LINKS)) {
                return Files.createDirectories(
                        runtime, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            PosixFileAttributes found =
                    Files.readAttributes(runtime, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            boolean mine = found.owner().getName().equals(System.getProperty("user.name"));
            boolean closed = PosixFilePermissions.toString(found.permissions()).endsWith("------");
            if (found.isDirectory() && mine && closed) {
                return runtime;
            }
        } catch (IOException e) {
            throw new CaoException(
                    ExitStatus.USAGE,
                    "cannot make the folder for sockets %s: %s".formatted(runtime, Reasons.of(e)),
                    "Set XDG_RUNTIME_DIR to a folder that is yours.",
                    e);
        }
        throw new CaoException(
                ExitStatus.USAGE,
                "the folder for sockets %s is not yours alone".formatted(runtime),
                "Remove it if you can, or set XDG_RUNTIME_DIR to a folder of yours.");
    }

    private static Optional<Path> folder(Map<String, String> environment, String name) {
        // The XDG rules: a relative path is to be ignored.
        return Optional.ofNullable(environment.get(name))
                .filter(text -> !text.isEmpty())
                .map(Path::of)
                .filter(path -> path.isAbsolute() || name.equals("CAO_HOME"));
    }
}
