package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.control.ControlClient;
import dev.cao.control.ControlRequest;
import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.MessageState;
import dev.cao.domain.MessageView;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunOutcome;
import dev.cao.domain.WorkerName;
import dev.cao.io.Json;
import dev.cao.io.Subprocess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Eight workers send each other messages while they are busy, blocked on permissions, and typed to by a person; what came
 * in is read from the agents' own records. {@code -Dcao.messages=N} and {@code -Dcao.seed=S}; scripts/soak-inbox sends
 * ten thousand.
 */
@Tag("e2e")
@Timeout(3600)
class InboxSoakTest {
    private static final int MESSAGES = Integer.getInteger("cao.messages", 1000);
    private static final long SEED = Long.getLong("cao.seed", 1);
    private static final int WORKERS = 8;
    private static final Pattern BODY = Pattern.compile("«(w\\d)>(w\\d) (\\d+)[^»]*»");
    private static final Pattern FILE = Pattern.compile("/\\S+\\.md");
    private static final String SCRIPT = """
            {"rules": [
              {"contains": "#ask", "actions": [
                {"permission": {"tool": "Bash", "input": {}, "allow": [{"answer": "yes"}], "deny": [{"answer": "no"}]}}]},
              {"contains": "#busy", "actions": [{"working": {"what": "busy", "ms": 120}}, {"answer": "ok"}]},
              {"answer": "ok"}]}
            """;

    @TempDir
    Path folder;

    private final Map<String, ControlClient> clients = new HashMap<>();

    @Test
    void eachMessageArrivesOnceAndInOrder() throws Exception {
        Files.writeString(folder.resolve("soak.json"), SCRIPT);
        TestRun.agent(folder, "w", "provider: stand-in\nscript: ../soak.json\n");
        TestRun.command(folder, "idler", "sleep", "100000");
        String workers = IntStream.rangeClosed(1, WORKERS)
                .mapToObj("{ agent: w, name: w%d }"::formatted)
                .collect(Collectors.joining(", "));
        TestRun run = TestRun.of(folder, """
                name: soak
                goal: none
                supervisor: { provider: plan }
                workers: [ %s, { agent: idler } ]
                plan: [ { handoff: { to: idler, task: "wait" } } ]
                """.formatted(workers));
        CompletableFuture<RunOutcome> outcome = run.pursuing();
        try {
            soak(run);
        } finally {
            clients.values().forEach(ControlClient::close);
            run.orchestrator().stop("test", ExitStatus.TERMINATED, "the test is over");
            boolean _ = outcome.handle((_, _) -> true).join();
            run.close();
        }
    }

    private void soak(TestRun run) throws Exception {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> run.entries().stream()
                                .filter(entry -> entry.event() instanceof RunEvent.WorkerReady)
                                .count()
                        > WORKERS);
        Random random = new Random(SEED);
        Map<String, Integer> sent = new HashMap<>();
        long began = System.nanoTime();
        for (int number = 1; number <= MESSAGES; number++) {
            String from = "w" + (1 + random.nextInt(WORKERS));
            String to = "w" + (1 + random.nextInt(WORKERS));
            if (from.equals(to)) {
                number--;
                continue;
            }
            int chance = random.nextInt(100);
            String phase = chance < 2 ? " #ask" : chance < 10 ? " #busy" : "";
            int sequence = sent.merge(from + ">" + to, 1, Integer::sum);
            var _ = client(run, from)
                    .request(new ControlRequest.Send(to, "«%s>%s %d%s»".formatted(from, to, sequence, phase)));
            if (random.nextInt(100) == 0) {
                type(run, "w" + (1 + random.nextInt(WORKERS)), "person says hello");
            }
            if (number % 20 == 0) {
                answer(run, random);
            }
        }
        try {
            await().atMost(Duration.ofSeconds(Long.getLong("cao.deadline", 600)))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        answer(run, random);
                        return open(run).isEmpty();
                    });
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "seed %d: open are %s%n%s"
                            .formatted(
                                    SEED,
                                    open(run),
                                    client(run, "")
                                            .request(new ControlRequest.Status())
                                            .toPrettyString()),
                    e);
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        int turns = check(run, sent);
        System.out.printf(
                "messages %d, seed %d: %d pairs, each once and in order, in %d turns and %.1f s%n",
                MESSAGES, SEED, sent.size(), turns, seconds);
    }

    private static List<MessageView> open(TestRun run) {
        return run.state().messages().stream()
                .filter(message -> message.state() == MessageState.RECORDED || message.state() == MessageState.SENT)
                .toList();
    }

    private ControlClient client(TestRun run, String worker) throws IOException {
        if (!clients.containsKey(worker)) {
            String token = worker.isEmpty()
                    ? ""
                    : Files.readString(run.directory()
                                    .worker(new WorkerName(worker))
                                    .resolve("token"))
                            .strip();
            Path socket =
                    RunSockets.find(run.directory()).orElseThrow().control().socket();
            clients.put(worker, ControlClient.connect(socket, token).orElseThrow());
        }
        return clients.get(worker);
    }

    /** Answers whoever is blocked, as the person. */
    private void answer(TestRun run, Random random) throws IOException {
        for (JsonNode worker :
                client(run, "").request(new ControlRequest.Status()).path("workers")) {
            if (worker.path("status").asText().equals("blocked")) {
                try {
                    var _ = client(run, "")
                            .request(new ControlRequest.Answer(
                                    worker.path("name").asText(), random.nextBoolean() ? "allow" : "deny"));
                } catch (CaoException _) {
                    // It was answered meanwhile.
                }
            }
        }
    }

    private static void type(TestRun run, String worker, String text) throws Exception {
        String pane = run.state()
                .worker(new WorkerName(worker))
                .flatMap(view -> view.session())
                .orElseThrow()
                .pane();
        String socket =
                RunSockets.find(run.directory()).orElseThrow().tmux().socket().toString();
        Subprocess.Result result = Subprocess.run(
                List.of(
                        "tmux",
                        "-S",
                        socket,
                        "send-keys",
                        "-t",
                        pane,
                        "-l",
                        text,
                        ";",
                        "send-keys",
                        "-t",
                        pane,
                        "Enter"),
                Path.of("/"),
                Map.of("PATH", System.getenv("PATH")),
                "",
                Duration.ofSeconds(10));
        assertThat(result.ok()).as(result.err()).isTrue();
    }

    /** Compares what the agents say that they took with what was sent; returns how many turns that took. */
    private static int check(TestRun run, Map<String, Integer> sent) throws IOException {
        assertThat(run.state().messages())
                .as("seed %d", SEED)
                .allSatisfy(message -> assertThat(message.state())
                        .as("%s: %s", message.id(), message.detail())
                        .isEqualTo(MessageState.ACCEPTED));
        Map<String, List<Integer>> taken = new HashMap<>();
        int turns = 0;
        for (var entry : run.entries()) {
            if (entry.event() instanceof RunEvent.WorkerStarting starting
                    && starting.worker().value().startsWith("w")) {
                for (String line : Files.readAllLines(Path.of(starting.eventLog()))) {
                    ObjectNode event = Json.parseObject(line);
                    if (event.path("event").asText().equals("prompt_submitted")) {
                        turns++;
                        take(starting.worker().value(), whole(event.path("text").asText()), taken);
                    }
                }
            }
        }
        Map<String, List<Integer>> expected = new HashMap<>();
        sent.forEach((pair, number) ->
                expected.put(pair, IntStream.rangeClosed(1, number).boxed().toList()));
        assertThat(taken).as("seed %d", SEED).isEqualTo(expected);
        return turns;
    }

    /** A long text is read from its file, as the agent does. */
    private static String whole(String prompt) throws IOException {
        var file = FILE.matcher(prompt);
        return !prompt.contains("«") && file.find() ? Files.readString(Path.of(file.group())) : prompt;
    }

    private static void take(String worker, String text, Map<String, List<Integer>> taken) {
        for (MatchResult body : BODY.matcher(text).results().toList()) {
            assertThat(body.group(2)).isEqualTo(worker);
            taken.computeIfAbsent(body.group(1) + ">" + body.group(2), _ -> new ArrayList<>())
                    .add(Integer.parseInt(body.group(3)));
        }
    }
}
