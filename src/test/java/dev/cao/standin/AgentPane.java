package dev.cao.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cao.io.Json;
import dev.cao.io.Subprocess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The stand-in agent in a pane of a tmux server of its own, which is gone after {@link #close}. */
final class AgentPane {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path folder;
    private final Path socket;
    private final Path events;
    private final Path exit;

    AgentPane(Path folder) {
        this.folder = folder;
        this.socket = folder.resolve("tmux");
        this.events = folder.resolve("events.jsonl");
        this.exit = folder.resolve("exit");
    }

    /** Starts {@code cao agent} with these arguments; the pane stays when it ends. */
    AgentPane start(String... arguments) throws Exception {
        Path configuration = folder.resolve("tmux.conf");
        Files.writeString(configuration, "set -g remain-on-exit on\n");
        List<String> argv = new ArrayList<>(List.of("-f", configuration.toString(), "new-session", "-d"));
        argv.addAll(List.of("-s", "a", "-c", folder.toString(), "-x", "60", "-y", "16"));
        argv.addAll(agent(arguments));
        tmux(argv);
        return this;
    }

    /** Starts it again in the pane where it ended. */
    AgentPane again(String... arguments) throws Exception {
        Files.delete(exit);
        List<String> argv = new ArrayList<>(List.of("respawn-pane", "-k", "-t", "a:"));
        argv.addAll(agent(arguments));
        tmux(argv);
        return this;
    }

    private List<String> agent(String... arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        // A shell takes down the exit code: under load tmux 3.3a may close the pane long before it asks for it.
        List<String> argv = new ArrayList<>(List.of("sh", "-c", "\"$@\"; echo $? > \"$0\"", exit.toString()));
        argv.addAll(List.of(java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"));
        argv.add(System.getProperty("cao.test.classpath"));
        argv.addAll(List.of("dev.cao.cli.Main", "agent", "--session", "s", "--events", events.toString()));
        argv.addAll(List.of(arguments));
        return argv;
    }

    void type(String text) throws Exception {
        tmux(List.of("send-keys", "-t", "a:", "-l", "--", text));
    }

    void key(String... names) throws Exception {
        List<String> argv = new ArrayList<>(List.of("send-keys", "-t", "a:"));
        argv.addAll(List.of(names));
        tmux(argv);
    }

    void submit(String text) throws Exception {
        type(text);
        key("Enter");
    }

    void paste(String text) throws Exception {
        Path file = Files.writeString(folder.resolve("paste"), text);
        tmux(List.of("load-buffer", file.toString()));
        tmux(List.of("paste-buffer", "-p", "-d", "-t", "a:"));
    }

    String tmux(List<String> arguments) throws Exception {
        List<String> argv = new ArrayList<>(List.of("tmux", "-S", socket.toString()));
        argv.addAll(arguments);
        Subprocess.Result result = Subprocess.run(argv, folder, Map.of(), "", PATIENCE);
        assertThat(result.exitCode())
                .as("tmux " + arguments.getFirst() + ": " + result.err())
                .isZero();
        return result.out();
    }

    String screen() throws Exception {
        return tmux(List.of("capture-pane", "-p", "-t", "a:"));
    }

    /** Waits until the screen holds this. */
    void awaitScreen(String text) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(screen()).contains(text));
    }

    /** Waits for the n-th event of a name, counted from 1, and returns it. */
    Map<String, @Nullable Object> awaitEvent(String name, int n) {
        Predicate<Map<String, @Nullable Object>> named = event -> name.equals(event.get("event"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(events().stream().filter(named))
                        .as("events: " + names() + "\n" + screen())
                        .hasSizeGreaterThanOrEqualTo(n));
        return events().stream().filter(named).skip(n - 1L).findFirst().orElseThrow();
    }

    List<Map<String, @Nullable Object>> events() {
        try {
            List<Map<String, @Nullable Object>> found = new ArrayList<>();
            if (Files.exists(events)) {
                for (String line : Files.readString(events).split("(?<=\n)")) {
                    if (line.endsWith("\n")) {
                        found.add(dev.cao.io.JsonText.readObject(line));
                        assertThat(Json.parseObject(line)).isNotEmpty();
                    }
                }
            }
            return found;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    List<String> names() {
        return events().stream()
                .map(event -> String.valueOf(event.get("event")))
                .toList();
    }

    /** Waits for the program's end and returns its exit code; 128 and more for a signal. */
    int awaitExit() throws Exception {
        await().atMost(PATIENCE)
                .until(() -> Files.exists(exit) && Files.readString(exit).endsWith("\n"));
        return Integer.parseInt(Files.readString(exit).strip());
    }

    /** Ends the tmux server, and waits until the agents are gone, too. */
    void close() throws Exception {
        Subprocess.run(List.of("tmux", "-S", socket.toString(), "kill-server"), folder, Map.of(), "", PATIENCE);
        for (Map<String, @Nullable Object> event : events()) {
            if (event.get("pid") instanceof Long pid) {
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
                await().atMost(PATIENCE).until(() -> !runs(pid));
            }
        }
    }

    /** Tells whether a process runs; one that nobody has reaped yet (it has no program any more) does not. */
    static boolean runs(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .isPresent();
    }
}
