package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.agent.EventTail;
import dev.cao.control.ControlRequest;
import dev.cao.domain.CaoException;
import dev.cao.domain.MessageState;
import dev.cao.domain.MessageView;
import dev.cao.domain.RunEvent;
import dev.cao.io.Json;
import dev.cao.io.Subprocess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A person starts turns in a worker's pane, whose permission dialogs come up around the paste and the Enter of a message.
 * {@code -Dcao.races=N} and {@code -Dcao.seed=S} say how many and which; scripts/soak-inbox runs a thousand.
 */
@Tag("e2e")
@Timeout(1800)
class PermissionRacesTest {
    private static final int RACES = Integer.getInteger("cao.races", 20);
    private static final long SEED = Long.getLong("cao.seed", 1);
    private static final int[] DELAYS = {0, 1, 2, 3, 4, 6, 9, 14};

    @TempDir
    Path folder;

    private final List<EventTail> log = new ArrayList<>();
    private final List<ObjectNode> seen = new ArrayList<>();
    private String pane = "";
    private String socket = "";

    @Test
    void noKeyOfOursApprovesAndEachTextArrivesOnce() throws Exception {
        Files.writeString(folder.resolve("race.json"), script());
        Random random = new Random(SEED);
        try (AgentLab lab = AgentLab.start(folder, "provider: stand-in\nscript: ../race.json\n", Map.of(), false)) {
            lab.handoff("begin");
            pane = started(lab).pane();
            socket = RunSockets.find(lab.run().directory())
                    .orElseThrow()
                    .tmux()
                    .socket()
                    .toString();
            for (int race = 1; race <= RACES; race++) {
                race(lab, race, random);
            }
            List<ObjectNode> events = events(lab);
            List<String> prompts = texts(events, "prompt_submitted", "text");

            assertThat(texts(events, "permission_answered", "decision"))
                    .as("seed %d", SEED)
                    .hasSize(RACES)
                    .containsOnly("deny");
            for (int race = 1; race <= RACES; race++) {
                String mark = "«race " + race + "»";
                assertThat(prompts.stream().filter(text -> text.contains(mark)))
                        .as("seed %d, race %d", SEED, race)
                        .hasSize(1);
            }
            assertThat(lab.run().state().messages())
                    .extracting(MessageView::state)
                    .containsOnly(MessageState.ACCEPTED);
            System.out.printf("races %d, seed %d: approved 0, delivered %d%n", RACES, SEED, RACES);
        }
    }

    private static String script() {
        StringBuilder rules = new StringBuilder();
        for (int delay : DELAYS) {
            rules.append("""
                    {"contains": "person-%d-", "actions": [{"wait_ms": %d},
                      {"permission": {"tool": "Bash", "input": {}, "allow": [{"answer": "APPROVED"}],
                       "deny": [{"answer": "denied"}]}}]},
                    """.formatted(delay, delay));
        }
        return "{\"rules\": [%s {\"answer\": \"ok\"}]}".formatted(rules);
    }

    private void race(AgentLab lab, int race, Random random) throws Exception {
        int delay = DELAYS[random.nextInt(DELAYS.length)];
        long personAfter = random.nextInt(12_000);
        long messageAfter = random.nextInt(12_000);
        Thread person = Thread.ofVirtual().start(() -> {
            LockSupport.parkNanos(personAfter * 1000);
            type("person-%d- ".formatted(delay));
        });
        LockSupport.parkNanos(messageAfter * 1000);
        lab.request(new ControlRequest.Send("agent", "«race " + race + "»"));
        person.join();
        lab.until(_ -> answered(lab) >= race || deny(lab));
        lab.until(_ -> answered(lab) >= race);
        lab.until(_ -> settled(lab));
        lab.untilStatus("idle");
    }

    private static boolean settled(AgentLab lab) {
        JsonNode messages = lab.request(new ControlRequest.Why("agent")).path("messages");
        return messages.get(messages.size() - 1).path("state").asText().equals("accepted");
    }

    private long answered(AgentLab lab) {
        return texts(events(lab), "permission_answered", "decision").size();
    }

    /** The person denies, once the dialog is there. */
    private static boolean deny(AgentLab lab) {
        try {
            return lab.worker().path("status").asText().equals("blocked")
                    && lab.request(new ControlRequest.Answer("agent", "deny")).isObject();
        } catch (CaoException _) {
            return false;
        }
    }

    private void type(String text) {
        try {
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
            if (!result.ok()) {
                throw new IllegalStateException(result.err());
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RunEvent.WorkerStarted started(AgentLab lab) {
        return lab.run().entries().stream()
                .map(entry -> entry.event())
                .filter(RunEvent.WorkerStarted.class::isInstance)
                .map(RunEvent.WorkerStarted.class::cast)
                .filter(event -> event.worker().value().equals("agent"))
                .findFirst()
                .orElseThrow();
    }

    /** Returns all that the agent has recorded so far. */
    private List<ObjectNode> events(AgentLab lab) {
        try {
            if (log.isEmpty()) {
                log.add(new EventTail(Path.of(lab.run().entries().stream()
                        .map(entry -> entry.event())
                        .filter(RunEvent.WorkerStarting.class::isInstance)
                        .map(RunEvent.WorkerStarting.class::cast)
                        .filter(event -> event.worker().value().equals("agent"))
                        .findFirst()
                        .orElseThrow()
                        .eventLog())));
            }
            for (EventTail.Line line : log.getFirst().newLines()) {
                seen.add(Json.parseObject(line.text()));
            }
            return seen;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> texts(List<ObjectNode> events, String type, String field) {
        return events.stream()
                .filter(event -> event.path("event").asText().equals(type))
                .map(event -> event.path(field).asText())
                .toList();
    }
}
