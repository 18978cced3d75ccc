package dev.cao.provider.claude;

import dev.cao.agent.AgentProvider.Availability;
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

/** Finds Claude Code and its version. */
final class ClaudeProgram {
    static final String TESTED = "2.1.330";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+).*Claude Code.*", Pattern.DOTALL);

    private ClaudeProgram() {}

    /** Returns the program: {@code CAO_CLAUDE}, else {@code claude} on the PATH. */
    static Optional<Path> find(Map<String, String> environment) {
        String named = environment.getOrDefault("CAO_CLAUDE", "");
        if (!named.isEmpty()) {
            return Optional.of(Path.of(named)).filter(Files::isExecutable);
        }
        for (String folder : environment.getOrDefault("PATH", "").split(":")) {
            if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, "claude"))) {
                return Optional.of(Path.of(folder, "claude"));
            }
        }
        return Optional.empty();
    }

    static Availability availability(Map<String, String> environment) {
        Optional<Path> program = find(environment);
        if (program.isEmpty()) {
            String named = environment.getOrDefault("CAO_CLAUDE", "");
            return new Availability.Missing(
                    named.isEmpty() ? "there is no 'claude' on the PATH" : "CAO_CLAUDE=" + named + " is no program",
                    "Install it: npm install -g @anthropic-ai/claude-code");
        }
        Optional<String> version = version(program.get(), environment);
        if (version.isEmpty()) {
            return new Availability.Missing(
                    program.get() + " --version does not say that it is Claude Code",
                    "Run it by hand; install it again if it fails.");
        }
        String note = program.get() + " " + version.get();
        return new Availability.Available(
                version.get().equals(TESTED) ? note : note + " (cao was tested with " + TESTED + ")");
    }

    /** The version is kept with the program's place and date: asking a program of 380 MB at each launch takes its time. */
    private static Optional<String> version(Path program, Map<String, String> environment) {
        Path cache = state(environment).resolve("versions").resolve("claude-code");
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
            Matcher version = VERSION.matcher(said.out().strip());
            if (!said.ok() || !version.matches()) {
                return Optional.empty();
            }
            String number = version.group(1) + "." + version.group(2) + "." + version.group(3);
            keep(cache, key + number);
            return Optional.of(number);
        } catch (IOException _) {
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static void keep(Path cache, String line) throws IOException {
        Path folder = PrivateFiles.createDirectory(
                Optional.ofNullable(cache.getParent()).orElseThrow());
        Path written = Files.createTempFile(folder, "claude-code", "");
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
