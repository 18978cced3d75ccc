import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a run left: its journal, its file, and the agents' own records. Tells what of it breaks a promise. */
final class Evidence {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Scenario scenario;
    private final Path folder;
    private final List<JsonNode> journal;
    private final List<String> prompts = new ArrayList<>();

    private Evidence(Scenario scenario, Path folder, List<JsonNode> journal) {
        this.scenario = scenario;
        this.folder = folder;
        this.journal = journal;
    }

    static Evidence of(Scenario scenario, Path folder, List<JsonNode> journal) throws IOException {
        Evidence evidence = new Evidence(scenario, folder, journal);
        evidence.readAgents();
        return evidence;
    }

    /** The stand-in's event logs hold each prompt exactly as it took it. */
    private void readAgents() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("state"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".jsonl")).toList()) {
                for (String line : Files.readAllLines(file)) {
                    if (line.contains("\"prompt_submitted\"")) {
                        prompts.add(JSON.readTree(line).path("text").asText());
                    }
                }
            }
        }
    }

    List<String> violations() throws IOException {
        List<String> found = new ArrayList<>();
        tasks(found);
        messages(found);
        Path result = folder.resolve("team/result.txt");
        String text = Files.exists(result) ? Files.readString(result) : "";
        if (!text.equals(scenario.result())) {
            found.add("result.txt is not what the answers make:\n" + text);
        }
        if (of("run_ended").size() != 1) {
            found.add("%d ends of the run".formatted(of("run_ended").size()));
        }
        left(found);
        return found;
    }

    private List<JsonNode> of(String type) {
        return journal.stream()
                .filter(event -> event.path("type").asText().equals(type))
                .toList();
    }

    /** Each task has one end; each answer is the answer to its own task; no prompt more than was recorded as sent. */
    private void tasks(List<String> found) {
        Map<String, Integer> ends = new HashMap<>();
        of("task_ended").forEach(event -> ends.merge(event.path("task").asText(), 1, Integer::sum));
        Map<String, String> words = new HashMap<>();
        of("task_created")
                .forEach(event -> words.put(
                        event.path("task").asText(), event.path("text").asText()));
        words.forEach((task, word) -> {
            if (ends.getOrDefault(task, 0) != 1) {
                found.add("task %s has %d ends".formatted(task, ends.getOrDefault(task, 0)));
            }
        });
        for (JsonNode event : of("task_ended")) {
            String word = words.getOrDefault(event.path("task").asText(), "?");
            JsonNode outcome = event.path("outcome");
            String answer = outcome.path("answer").asText();
            if (outcome.path("state").asText().equals("done") && !answer.endsWith(" did " + word)) {
                found.add("task %s (%s) has the answer '%s'"
                        .formatted(event.path("task").asText(), word, answer));
            }
        }
        for (Scenario.Step step : scenario.tasks()) {
            long attempts = of("task_sent").stream()
                    .filter(event ->
                            words.getOrDefault(event.path("task").asText(), "").equals(step.word()))
                    .count();
            long taken =
                    prompts.stream().filter(text -> text.contains(step.word())).count();
            if (taken > attempts) {
                found.add("%s was taken %d times and sent %d times".formatted(step.word(), taken, attempts));
            }
        }
    }

    /** Each message went into the conversation once; or, where a crash left that open, at most once. */
    private void messages(List<String> found) {
        Map<String, String> states = new HashMap<>();
        for (JsonNode event : of("messages_settled")) {
            boolean late = event.path("detail").asText().equals("the run ended before it could be delivered");
            String state = late ? "too late" : event.path("state").asText();
            event.path("messages").forEach(id -> states.put(id.asText(), state));
        }
        for (JsonNode event : of("message_recorded")) {
            String id = event.path("message").asText();
            String body = event.path("body").asText();
            long taken = prompts.stream().filter(text -> text.contains(body)).count();
            String state = states.getOrDefault(id, "recorded");
            boolean right = switch (state) {
                case "accepted" -> taken == 1;
                case "uncertain" -> taken <= 1;
                case "too late" -> taken == 0;
                default -> false;
            };
            if (!right && event.path("to").asText().startsWith("w")) {
                found.add("message %s (%s) is %s and was taken %d times".formatted(id, body, state, taken));
            }
        }
        long recorded = of("message_recorded").stream()
                .filter(event -> event.path("to").asText().startsWith("w"))
                .count();
        if (recorded != scenario.messages().size()) {
            found.add("%d messages were recorded instead of %d"
                    .formatted(recorded, scenario.messages().size()));
        }
    }

    /** How many messages are shown as uncertain: allowed after a crash, and worth counting. */
    int uncertain() {
        return (int) of("messages_settled").stream()
                .filter(event -> event.path("state").asText().equals("uncertain"))
                .count();
    }

    private void left(List<String> found) throws IOException {
        for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
            String file = "/proc/" + process.pid() + "/";
            try {
                String seen = Files.readString(Path.of(file + "cmdline"), java.nio.charset.StandardCharsets.ISO_8859_1)
                        + Files.readString(Path.of(file + "environ"), java.nio.charset.StandardCharsets.ISO_8859_1);
                if (seen.contains(folder + "/") && process.isAlive()) {
                    found.add("process %d is left: %s"
                            .formatted(
                                    process.pid(),
                                    seen.substring(0, Math.min(160, seen.length()))
                                            .replace('\0', ' ')));
                }
            } catch (IOException _) {
                // It ended while it was looked at, or is not ours.
            }
        }
        try (Stream<Path> files = Stream.concat(Files.walk(folder.resolve("run")), Files.walk(folder.resolve("tmp")))) {
            files.filter(path -> !Files.isDirectory(path)).forEach(path -> found.add("file is left: " + path));
        }
    }
}
