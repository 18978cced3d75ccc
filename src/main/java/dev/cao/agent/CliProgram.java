package dev.cao.agent;

import dev.cao.agent.AgentProvider.Availability;
import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.io.PrivateFiles;
import dev.cao.io.Subprocess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds an agent CLI's program and its version.
 *
 * @param provider the provider's name; keeps versions apart
 * @param command what the program is called on the PATH
 * @param variable names another program instead, such as {@code CAO_CLAUDE}
 * @param version what {@code --version} prints of this CLI and no other program; group 1 is the version
 * @param install the advice where it is missing
 */
public record CliProgram(String provider, String command, String variable, Pattern version, String install) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Returns the program that the variable names, else the one on the PATH. */
    public Optional<Path> find(Map<String, String> environment) {
        String named = environment.getOrDefault(variable, "");
        if (!named.isEmpty()) {
            return Optional.of(Path.of(named)).filter(Files::isExecutable);
        }
        for (String folder : environment.getOrDefault("PATH", "").split(":")) {
            if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, command))) {
                return Optional.of(Path.of(folder, command));
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the program of a CLI that was there when the run was checked.
     *
     * @throws CaoException if it is gone since
     */
    public Path require(Map<String, String> environment) {
        return find(environment)
                .orElseThrow(() -> new CaoException(
                        ExitStatus.USAGE,
                        "'%s' is gone from the PATH".formatted(command),
                        "Install it again, then resume."));
    }

    /** Tells whether the program is there and says that it is this CLI; notes a version that cao was not tested with. */
    public Availability availability(Map<String, String> environment, Capabilities capabilities) {
        Optional<Path> program = find(environment);
        if (program.isEmpty()) {
            String named = environment.getOrDefault(variable, "");
            return new Availability.Missing(
                    named.isEmpty()
                            ? "there is no '%s' on the PATH".formatted(command)
                            : "%s=%s is no program".formatted(variable, named),
                    install);
        }
        Optional<String> found = version(program.get(), environment);
        if (found.isEmpty()) {
            return new Availability.Missing(
                    "%s --version does not say that it is %s".formatted(program.get(), provider),
                    "Run it by hand; install it again if it fails.");
        }
        String note = program.get() + " " + found.get();
        return new Availability.Available(capabilities
                .noteOn(found.get())
                .map(difference -> "%s (%s)".formatted(note, difference))
                .orElse(note));
    }

    /** Returns the version of the program; empty if there is none, or it is not this CLI. */
    public Optional<String> version(Map<String, String> environment) {
        return find(environment).flatMap(program -> version(program, environment));
    }

    /** The version is kept with the program's place and date: to ask a program of 300 MB at each launch takes its time. */
    private Optional<String> version(Path program, Map<String, String> environment) {
        Path cache = state(environment).resolve("versions").resolve(provider);
        try {
            Path real = program.toRealPath();
            String key = real + "\t" + Files.getLastModifiedTime(real).toMillis() + "\t" + Files.size(real) + "\t";
            if (Files.isReadable(cache)) {
                String kept = Files.readString(cache).strip();
                if (kept.startsWith(key)) {
                    return Optional.of(kept.substring(key.length()));
                }
            }
            Subprocess.Result said =
                    Subprocess.run(List.of(program.toString(), "--version"), Path.of("/"), Map.of(), "", PATIENCE);
            Matcher number = version.matcher(said.out().strip());
            if (!said.ok() || !number.find()) {
                return Optional.empty();
            }
            keep(cache, key + number.group(1));
            return Optional.of(number.group(1));
        } catch (IOException _) {
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private void keep(Path cache, String line) throws IOException {
        Path folder = PrivateFiles.createDirectory(
                Optional.ofNullable(cache.getParent()).orElseThrow());
        Path written = Files.createTempFile(folder, provider, "");
        Files.writeString(written, line + "\n");
        Files.move(written, cache, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    private static Path state(Map<String, String> environment) {
        String home = environment.getOrDefault("CAO_HOME", "");
        if (!home.isEmpty()) {
            return Path.of(home);
        }
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        return state.isEmpty()
                ? Path.of(environment.getOrDefault("HOME", "/tmp"), ".local", "state", "cao")
                : Path.of(state, "cao");
    }
}
