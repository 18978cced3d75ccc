import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A run in the foreground, and what its orchestrator took at most. */
final class LoadRun {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path cao;
    final Path place;
    final List<JsonNode> events = new ArrayList<>();
    Process process;
    Peak peak;
    Peak ofTerminals = new Peak(0);
    long millis;
    int exit;

    LoadRun(Path cao, Path folder, String name) throws IOException {
        this.cao = cao;
        place = Files.createDirectories(folder.resolve(name));
        Files.createDirectories(place.resolve("agents"));
    }

    void agent(String name, String... command) throws IOException {
        Files.writeString(
                place.resolve("agents/" + name + ".yaml"),
                "provider: command\ncommand: %s\n".formatted(JSON.writeValueAsString(command)));
    }

    void team(String workers, String plan) throws IOException {
        Files.writeString(
                place.resolve("team.yaml"),
                "name: load\ngoal: Bear it.\nsupervisor: { provider: plan }\nworkers:\n%splan:\n%s"
                        .formatted(workers, plan));
    }

    Process command(String... words) throws IOException {
        List<String> argv = new ArrayList<>(List.of(cao.toString()));
        argv.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(argv).directory(place.toFile());
        builder.environment().put("CAO_HOME", place.resolve("state").toString());
        builder.redirectError(place.resolve("err").toFile());
        builder.redirectInput(Path.of("/dev/null").toFile());
        return builder.start();
    }

    LoadRun start(String... words) throws IOException {
        process = command(
                words.length > 0
                        ? words
                        : new String[] {"launch", "--profile", "team.yaml", "--ci", "--yes", "--events", "-"});
        peak = new Peak(process.pid());
        return this;
    }

    /** Waits for its end. */
    LoadRun await() throws Exception {
        long start = System.nanoTime();
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("{")) {
                    JsonNode event = JSON.readTree(line);
                    events.add(event);
                    if (event.path("type").asText().equals("orchestrator_started")) {
                        ofTerminals =
                                new Peak(terminals(event.path("tmux_socket").asText()));
                    }
                }
            }
        }
        exit = process.waitFor();
        millis = (System.nanoTime() - start) / 1_000_000;
        peak.end();
        ofTerminals.end();
        if (exit != 0) {
            throw new IllegalStateException(
                    place + " ended with " + exit + ":\n" + Files.readString(place.resolve("err")));
        }
        return this;
    }

    private long terminals(String socket) throws Exception {
        for (int i = 0; i < 100; i++) {
            Process asked = new ProcessBuilder("tmux", "-S", socket, "display-message", "-p", "#{pid}")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(asked.getInputStream().readAllBytes()).strip();
            if (asked.waitFor() == 0) {
                return Long.parseLong(said);
            }
            Thread.sleep(50);
        }
        return 0;
    }

    /** Milliseconds from the creation of a task to its end, the median of those of this worker. */
    long handoff(String worker) {
        Map<String, Instant> created = new HashMap<>();
        List<Long> took = new ArrayList<>();
        for (JsonNode event : events) {
            String task = event.path("task").asText();
            Instant at = Instant.parse(event.path("at").asText());
            if (event.path("type").asText().equals("task_created")
                    && event.path("to").asText().equals(worker)) {
                created.put(task, at);
            } else if (event.path("type").asText().equals("task_ended") && created.containsKey(task)) {
                took.add(Duration.between(created.get(task), at).toMillis());
            }
        }
        return took.stream().sorted().skip(took.size() / 2).findFirst().orElse(0L);
    }

    Path only(String below) throws IOException {
        try (Stream<Path> all = Files.list(place.resolve("state/runs"))) {
            return all.findFirst().orElseThrow().resolve(below);
        }
    }

    String id() throws IOException {
        return only("").getFileName().toString();
    }
}
