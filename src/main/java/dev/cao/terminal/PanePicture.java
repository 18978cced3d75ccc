package dev.cao.terminal;

import dev.cao.io.Subprocess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at a pane without being its orchestrator. Stateless. */
public final class PanePicture {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private PanePicture() {}

    /**
     * Returns the rows of a pane, with the sequences for their colours; empty when there is no such pane any more.
     *
     * @param pid of the program that was started in it: another server may use the same id
     */
    public static Optional<List<String>> take(Path socket, String pane, long pid) throws InterruptedException {
        if (!Files.exists(socket)) {
            return Optional.empty();
        }
        List<String> argv = List.of(
                "tmux",
                "-u",
                "-N",
                "-S",
                socket.toString(),
                "display-message",
                "-p",
                "-t",
                pane,
                "#{pane_pid}",
                ";",
                "capture-pane",
                "-p",
                "-e",
                "-t",
                pane);
        try {
            Subprocess.Result result = Subprocess.run(argv, Path.of("/"), Map.of(), "", PATIENCE);
            List<String> lines = result.out().lines().toList();
            return result.ok() && !lines.isEmpty() && lines.getFirst().equals(Long.toString(pid))
                    ? Optional.of(lines.subList(1, lines.size()))
                    : Optional.empty();
        } catch (IOException _) {
            // No tmux can be started here: no picture.
            return Optional.empty();
        }
    }
}
