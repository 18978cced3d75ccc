package dev.cao.terminal;

import static java.util.Objects.requireNonNull;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.io.Subprocess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tmux of this machine.
 *
 * @param path absolute
 * @param version as tmux says it, {@code 3.3a}
 */
public record TmuxProgram(Path path, String version) {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final Pattern NUMBER = Pattern.compile("^(?:next-|openbsd-)?(\\d+)\\.(\\d+)");
    private static final String ADVICE =
            "Install tmux 3.2 or newer: 'apt-get install tmux', 'dnf install tmux', 'apk add tmux' or 'brew install tmux'.";

    public TmuxProgram {
        requireNonNull(path, "path is null");
        requireNonNull(version, "version is null");
    }

    /**
     * Finds tmux in a search path and asks for its version.
     *
     * @throws CaoException USAGE, when there is none, or one older than 3.2 (no subscriptions, no client flags)
     */
    public static TmuxProgram find(String searchPath) throws InterruptedException {
        for (String directory : searchPath.split(":")) {
            Path candidate = Path.of(directory, "tmux");
            if (candidate.isAbsolute() && Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
                return probe(candidate);
            }
        }
        throw new CaoException(ExitStatus.USAGE, "there is no tmux in PATH (" + searchPath + ")", ADVICE);
    }

    private static TmuxProgram probe(Path path) throws InterruptedException {
        Subprocess.Result result;
        try {
            result = Subprocess.run(List.of(path.toString(), "-V"), Path.of("/"), Map.of(), "", DEADLINE);
        } catch (IOException e) {
            throw new CaoException(ExitStatus.USAGE, path + " cannot be run: " + e.getMessage(), ADVICE, e);
        }
        // tmux 3.3a
        String version = result.out().strip().replaceFirst("^tmux ", "");
        if (!result.ok() || version.isEmpty()) {
            throw new CaoException(ExitStatus.USAGE, path + " does not tell its version: " + silence(result), ADVICE);
        }
        if (isTooOld(version)) {
            throw new CaoException(ExitStatus.USAGE, path + " is tmux " + version + ", which is too old", ADVICE);
        }
        return new TmuxProgram(path, version);
    }

    private static String silence(Subprocess.Result result) {
        if (result.timedOut()) {
            return "no answer to 'tmux -V' within " + DEADLINE.toSeconds() + " s";
        }
        String said = result.err().strip();
        return "'tmux -V' ends with exit code " + result.exitCode() + (said.isEmpty() ? "" : ": " + said);
    }

    /** A version without a number is a development build ("master"), and new. */
    static boolean isTooOld(String version) {
        Matcher number = NUMBER.matcher(version);
        if (version.startsWith("openbsd-") || !number.find()) {
            return false;
        }
        int major = Integer.parseInt(number.group(1));
        return major < 3 || (major == 3 && Integer.parseInt(number.group(2)) < 2);
    }
}
