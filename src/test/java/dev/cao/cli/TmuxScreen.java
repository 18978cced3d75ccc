package dev.cao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.io.Subprocess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** A person's terminal: a shell in a tmux server of its own, with keys in and screens out. Gone after {@link #close}. */
final class TmuxScreen implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PROMPT = "person$ ";

    private final Path folder;
    private final Path socket;
    private int codes;

    private TmuxScreen(Path folder) {
        this.folder = folder;
        this.socket = folder.resolve("screen");
    }

    /** @param folder short enough for a socket in it; working directory of the shell is {@code work} in it */
    static TmuxScreen open(Path folder, int columns, int rows) throws Exception {
        TmuxScreen screen = new TmuxScreen(folder);
        screen.tmux(
                "-f",
                "/dev/null",
                "new-session",
                "-d",
                "-c",
                folder.resolve("work").toString(),
                "-x",
                "" + columns,
                "-y",
                "" + rows,
                "env",
                "PS1=" + PROMPT,
                "PATH=" + folder + ":" + System.getenv("PATH"),
                "sh");
        screen.awaitPrompt();
        return screen;
    }

    void type(String text) throws Exception {
        tmux("send-keys", "-l", "--", text);
    }

    void key(String... names) throws Exception {
        List<String> argv = new ArrayList<>(List.of("send-keys"));
        argv.addAll(List.of(names));
        tmux(argv.toArray(String[]::new));
    }

    void enter(String line) throws Exception {
        type(line);
        key("Enter");
    }

    void resize(int columns, int rows) throws Exception {
        tmux("resize-window", "-x", "" + columns, "-y", "" + rows);
    }

    String text() throws Exception {
        return tmux("capture-pane", "-p");
    }

    /** Returns the screen with its colours. */
    String styled() throws Exception {
        return tmux("capture-pane", "-p", "-e");
    }

    /** Returns what tmux says of the pane, such as {@code #{alternate_on}}. */
    String ask(String format) throws Exception {
        return tmux("display-message", "-p", format).strip();
    }

    /** Waits until the screen holds all of this. */
    String await(String... texts) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(text()).contains(texts));
        return awaited();
    }

    private String awaited() {
        try {
            return text();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Waits until the shell has the terminal again. */
    void awaitPrompt() {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(
                        () -> assertThat(text().stripTrailing().lines().toList().getLast())
                                .isEqualTo(PROMPT.strip()));
    }

    void awaitGone(String text) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(text()).doesNotContain(text));
    }

    /** Asks the shell for the exit code of what ended last. */
    int exitCode() throws Exception {
        codes++;
        Path file = folder.resolve("code-" + codes);
        enter("echo $? > " + file);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> Files.exists(file) && Files.readString(file).endsWith("\n"));
        return Integer.parseInt(Files.readString(file).strip());
    }

    private String tmux(String... arguments) throws Exception {
        List<String> argv = new ArrayList<>(List.of("tmux", "-S", socket.toString()));
        argv.addAll(List.of(arguments));
        Subprocess.Result result = Subprocess.run(argv, folder, Map.of(), "", PATIENCE);
        assertThat(result.ok()).as("tmux %s: %s", arguments[0], result.err()).isTrue();
        return result.out();
    }

    @Override
    public void close() throws IOException {
        try {
            Subprocess.run(List.of("tmux", "-S", socket.toString(), "kill-server"), folder, Map.of(), "", PATIENCE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(socket);
    }
}
