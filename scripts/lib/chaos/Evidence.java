import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
        if (!plain(text).equals(scenario.result())) {
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
                        event.path("task").asText(), plain(event.path("text").asText())));
        words.forEach((task, word) -> {
            if (ends.getOrDefault(task, 0) != 1) {
                found.add("task %s has %d ends".formatted(task, ends.getOrDefault(task, 0)));
            }
        });
        for (JsonNode event : of("task_ended")) {
            String word = words.getOrDefault(event.path("task").asText(), "?");
            JsonNode outcome = event.path("outcome");
            String answer = plain(outcome.path("answer").asText());
            if (outcome.path("state").asText().equals("done") && !answer.endsWith(" did " + word)) {
                found.add("task %s (%s) has the answer '%s'"
                        .formatted(event.path("task").asText(), word, answer));
            }
        }
        for (String word : Set.copyOf(words.values())) {
            long attempts = of("task_sent").stream()
                    .filter(event ->
                            words.getOrDefault(event.path("task").asText(), "").equals(word))
                    .count();
            long taken = prompts.stream()
                    .map(Evidence::plain)
                    .filter(text -> !text.startsWith("[Message"))
                    .filter(text -> text.contains(word) && !text.contains("part " + word))
                    .count();
            if (taken > attempts) {
                found.add("%s was taken %d times and sent %d times".formatted(word, taken, attempts));
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
        Set<String> sent = scenario.messages().stream().map(Scenario.Step::word).collect(Collectors.toSet());
        Map<String, Integer> answers = new HashMap<>();
        for (JsonNode event : of("message_recorded")) {
            String id = event.path("message").asText();
            String body = event.path("body").asText();
            String state = states.getOrDefault(id, "recorded");
            if (!sent.contains(body)) {
                // The answer to a task of a worker that had stopped waiting for it.
                answers.merge(body, 1, Integer::sum);
                if (state.equals("recorded")) {
                    found.add("message %s (%s) is still open".formatted(id, body));
                }
                continue;
            }
            long taken = taken(body);
            boolean right = switch (state) {
                case "accepted" -> taken == 1;
                case "uncertain" -> taken <= 1;
                case "too late" -> taken == 0;
                default -> false;
            };
            if (!right) {
                found.add("message %s (%s) is %s and was taken %d times".formatted(id, body, state, taken));
            }
        }
        answers.forEach((body, number) -> {
            if (taken(body) > number) {
                found.add("the answer '%s' was told %d times, %d times recorded".formatted(body, taken(body), number));
            }
        });
        long recorded = of("message_recorded").stream()
                .filter(event -> sent.contains(event.path("body").asText()))
                .count();
        if (recorded != sent.size()) {
            found.add("%d messages were recorded instead of %d".formatted(recorded, sent.size()));
        }
    }

    /** A turn may bring several messages. */
    private long taken(String body) {
        return prompts.stream()
                .filter(text -> text.startsWith("[Message"))
                .flatMap(text -> Stream.of(text.split("\\n\\n(?=\\[Message)")))
                .filter(text -> text.endsWith("]\n" + body))
                .count();
    }

    /** How many messages are shown as uncertain: allowed after a crash, and worth counting. */
    int uncertain() {
        return (int) of("messages_settled").stream()
                .filter(event -> event.path("state").asText().equals("uncertain"))
                .count();
    }

    /** What cao tells an agent that was cut off is no part of a task; the agent hands it on with a part of it. */
    private static String plain(String text) {
        return text.replaceAll("\\[cao: [^\\]]*\\]\n", "");
    }

    /** The processes that know the folder, by an argument or their environment. */
    static List<ProcessHandle> processesOf(Path folder) {
        return ProcessHandle.allProcesses()
                .filter(process -> seen(process).contains(folder + "/") && process.isAlive())
                .toList();
    }

    /** Arguments and environment of a process, as far as they can be seen. */
    static String seen(ProcessHandle process) {
        String file = "/proc/" + process.pid() + "/";
        try {
            return Files.readString(Path.of(file + "cmdline"), StandardCharsets.ISO_8859_1)
                    + Files.readString(Path.of(file + "environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException _) {
            // It ended while it was looked at, or is not ours.
            return "";
        }
    }

    private void left(List<String> found) throws IOException {
        for (ProcessHandle process : processesOf(folder)) {
            String seen = seen(process);
            found.add("process %d is left: %s"
                    .formatted(
                            process.pid(),
                            seen.substring(0, Math.min(160, seen.length())).replace('\0', ' ')));
        }
        try (Stream<Path> files = Stream.concat(Files.walk(folder.resolve("run")), Files.walk(folder.resolve("tmp")))) {
            files.filter(path -> !Files.isDirectory(path)).forEach(path -> found.add("file is left: " + path));
        }
    }
}
