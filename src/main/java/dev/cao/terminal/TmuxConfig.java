package dev.cao.terminal;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The start configuration of a run's tmux server. The user's own is never read. */
final class TmuxConfig {
    private static final List<Path> TERMINFO = List.of(
            Path.of("/etc/terminfo"),
            Path.of("/lib/terminfo"),
            Path.of("/usr/share/terminfo"),
            Path.of("/usr/lib/terminfo"),
            Path.of("/usr/local/share/terminfo"),
            Path.of("/opt/homebrew/share/terminfo"));

    private TmuxConfig() {}

    /**
     * Returns the text of the start file, from the resource of this name.
     *
     * @param label the run, as a person should see it
     */
    static String text(String label) {
        try (InputStream resource = requireNonNull(TmuxConfig.class.getResourceAsStream("tmux.conf"))) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@TERMINAL@", terminal())
                    .replace("@RUN@", TmuxQuote.quote(label));
        } catch (IOException e) {
            throw new UncheckedIOException("a resource of cao is unreadable", e);
        }
    }

    /** tmux's own entry where this machine has it (macOS did not for long), else the one every system has. */
    private static String terminal() {
        boolean known = TERMINFO.stream()
                .anyMatch(directory -> Files.exists(directory.resolve("t/tmux-256color"))
                        || Files.exists(directory.resolve("74/tmux-256color")));
        return known ? "tmux-256color" : "screen-256color";
    }
}
