package dev.cao.standin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.io.Time;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RequestsTest {
    private static final Time NOW = () -> Instant.EPOCH;

    @TempDir
    private Path folder;

    private final Mailbox mailbox = new Mailbox();
    private final Turn turn = new Turn("p1", "go", mailbox);
    private final Request.Permission permission =
            new Request.Permission("Bash", Map.of("command", "ls"), new CompletableFuture<>());
    private Path log;
    private Requests requests;

    @BeforeEach
    void open() {
        log = folder.resolve("events");
        Voice voice = new Voice(
                EventLog.open(log, "s", NOW, EventHistory.NONE), new HookChannel(folder.resolve("none"), "t", mailbox));
        ByteArrayOutputStream screen = new ByteArrayOutputStream();
        requests = new Requests(voice, new PlainDisplay(screen, screen), 60_000, 0, 0);
    }

    @Test
    void noKeyCanAnswerWhileTheControlSocketIsAsked() {
        requests.asked(turn, permission);

        requests.choose();

        assertThat(requests.held()).isTrue();
        assertThat(requests.dialog()).isNull();
        assertThat(permission.answer()).isNotDone();
    }

    @Test
    void controlSocketDecides() throws Exception {
        requests.asked(turn, permission);

        requests.replied("r1", Map.of("decision", "deny"));

        assertThat(permission.answer()).isCompletedWithValue("deny");
        assertThat(Files.readString(log))
                .endsWith("\"event\":\"permission_answered\",\"session\":\"s\",\"request\":\"r1\","
                        + "\"decision\":\"deny\",\"by\":\"control\"}\n");
    }

    @Test
    void askHandsThePermissionToThePerson() {
        requests.asked(turn, permission);
        requests.replied("r1", Map.of("decision", "ask"));
        assertThat(requests.dialog()).isNotNull();

        requests.choose();

        assertThat(permission.answer()).isCompletedWithValue("allow");
    }

    @Test
    void replyOfAnotherRequestIsIgnored() {
        requests.asked(turn, permission);

        requests.replied("r0", Map.of("decision", "allow"));

        assertThat(permission.answer()).isNotDone();
        assertThat(requests.dialog()).isNull();
    }

    @Test
    void silenceOfTheControlSocketShowsTheDialog() {
        requests.asked(turn, permission);

        requests.holdIsOver();

        assertThat(requests.dialog()).isNotNull();
        requests.replied("r1", Map.of("decision", "allow"));
        assertThat(permission.answer()).isNotDone();
    }

    @Test
    void controlSocketAnswersAQuestion() {
        Request.Question question =
                new Request.Question("Which?", java.util.List.of("A", "B"), new CompletableFuture<>());
        requests.asked(turn, question);

        requests.replied("r1", Map.of("answer", "B"));

        assertThat(question.answer()).isCompletedWithValue("B");
    }
}
