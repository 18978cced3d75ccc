package dev.cao.provider.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.agent.AgentFact;
import dev.cao.agent.Watched;
import dev.cao.domain.FailureReason;
import dev.cao.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What hooks and transcript of Gemini CLI 0.61.0 mean. */
final class GeminiFactsTest {
    private static final Instant NOW = Instant.parse("2026-11-26T02:00:00Z");

    @TempDir
    private Path folder;

    private GeminiTranscript observer;

    @BeforeEach
    void observe() {
        observer = observer();
    }

    private GeminiTranscript observer() {
        return new GeminiTranscript(
                new Watched(folder, folder, Map.of(), "11111111-2222-4333-8444-555555555555", 1, log()));
    }

    private Path log() {
        return folder.resolve("events.jsonl");
    }

    private void hook(String name, String more) throws IOException {
        append(
                log(),
                "{\"transcript_path\":%s,\"hook_event_name\":\"%s\",\"timestamp\":\"T1\"%s}"
                        .formatted(Json.MAPPER.writeValueAsString(transcript().toString()), name, more));
    }

    private Path transcript() {
        return folder.resolve("session.jsonl");
    }

    private void said(String type, String id, String text, String more) throws IOException {
        append(transcript(), "{\"id\":\"%s\",\"type\":\"%s\",\"content\":\"%s\"%s}".formatted(id, type, text, more));
    }

    private static void append(Path file, String line) throws IOException {
        Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** What an incarnation does with each wake. */
    private List<AgentFact> look(GeminiTranscript by, Instant now) throws IOException {
        for (String line : by.look(now)) {
            append(log(), line);
        }
        GeminiFacts facts = new GeminiFacts();
        List<AgentFact> all = new ArrayList<>();
        for (String line : Files.readAllLines(log())) {
            all.addAll(facts.read(line, NOW));
        }
        return all;
    }

    private static final String TOKENS =
            ",\"model\":\"m\",\"tokens\":{\"input\":10,\"cached\":4,\"output\":3,\"thoughts\":2,\"tool\":0}";

    @Test
    void theAnswerIsTheTranscriptsAndNotTheHooks() throws IOException {
        hook("BeforeAgent", ",\"prompt\":\"Go\"");
        said("user", "1", "Go", "");
        said("gemini", "2", "one two", TOKENS);
        hook("AfterAgent", ",\"prompt_response\":\"one two two\"");

        assertThat(look(observer, NOW))
                .containsExactly(
                        new AgentFact.PromptTaken(NOW, "T1", "Go", false),
                        new AgentFact.TurnEnded(NOW, "T1", "one two", Optional.empty(), List.of()),
                        new AgentFact.Ready(NOW),
                        new AgentFact.Usage(NOW, "m", 6, 5, 4, 0));
    }

    @Test
    void whatWasSaidBeforeAToolIsNotTheAnswer() throws IOException {
        hook("BeforeAgent", ",\"prompt\":\"Go\"");
        said("gemini", "2", "I will look", TOKENS);
        said("gemini", "2", "I will look", TOKENS + ",\"toolCalls\":[{}]");
        hook("AfterAgent", "");

        assertThat(look(observer, NOW)).hasSize(1);

        said("user", "3", "", "");
        said("gemini", "4", "seen", TOKENS);
        assertThat(look(observer, NOW))
                .contains(new AgentFact.TurnEnded(NOW, "T1", "seen", Optional.empty(), List.of()))
                .endsWith(new AgentFact.Usage(NOW, "m", 12, 10, 8, 0));
    }

    @Test
    void anErrorFailsTheTurn() throws IOException {
        hook("BeforeAgent", ",\"prompt\":\"Go\"");
        said("error", "2", "[API Error: no]", "");
        hook("AfterAgent", ",\"prompt_response\":\"[no response text]\"");

        assertThat(look(observer, NOW))
                .contains(new AgentFact.TurnEnded(
                        NOW,
                        "T1",
                        "",
                        Optional.of(new AgentFact.TurnFailure(FailureReason.API_ERROR, "[API Error: no]")),
                        List.of()));
    }

    @Test
    void escapeInterruptsTheTurn() throws IOException {
        hook("BeforeAgent", ",\"prompt\":\"Go\"");
        said("info", "2", "Request cancelled.", "");
        hook("AfterAgent", ",\"prompt_response\":\"[no response text]\"");

        assertThat(look(observer, NOW)).contains(new AgentFact.Interrupted(NOW, "T1"));
    }

    @Test
    void aTranscriptThatIsLateIsWaitedForAndThenGivenUp() throws IOException {
        hook("BeforeAgent", ",\"prompt\":\"Go\"");
        hook("AfterAgent", "");

        assertThat(look(observer, NOW)).hasSize(1);
        assertThat(observer.nextLook()).isBefore(NOW.plusSeconds(1));
        assertThat(look(observer, NOW.plusSeconds(10)))
                .contains(withoutAnswer("its transcript holds no answer to this prompt"));
    }

    private static AgentFact withoutAnswer(String why) {
        return new AgentFact.TurnEnded(
                NOW, "T1", "", Optional.of(new AgentFact.TurnFailure(FailureReason.NO_RESULT, why)), List.of());
    }

    @Test
    void aTranscriptIsWaitedForLongerWhereTheHookHasSeenAnAnswer() throws IOException {
        hook("BeforeAgent", ",\"prompt\":\"Go\"");
        hook("AfterAgent", ",\"prompt_response\":\"one\"");

        assertThat(look(observer, NOW)).hasSize(1);
        assertThat(look(observer, NOW.plusSeconds(20))).hasSize(1);
        said("gemini", "2", "one", TOKENS);
        assertThat(look(observer, NOW.plusSeconds(21)))
                .contains(new AgentFact.TurnEnded(NOW, "T1", "one", Optional.empty(), List.of()));
    }

    @Test
    void anAnswerThatWasTakenForALoopIsNone() throws IOException {
        hook("BeforeAgent", ",\"prompt\":\"Go\"");
        append(
                transcript(),
                "{\"type\":\"user\",\"content\":[{\"text\":\"System: Potential loop detected. Details\"}]}");
        hook("AfterAgent", ",\"prompt_response\":\"[no response text]\"");

        assertThat(look(observer, NOW)).contains(withoutAnswer("System: Potential loop detected. Details"));
    }

    @Test
    void anotherOrchestratorReadsOnWhereTheFirstStopped() throws IOException {
        hook("BeforeAgent", ",\"prompt\":\"Go\"");
        said("gemini", "2", "one", TOKENS);
        hook("AfterAgent", "");
        List<AgentFact> before = look(observer, NOW);

        assertThat(look(observer(), NOW)).isEqualTo(before);
    }

    @Test
    void anEndThatIsToldThreeTimesIsOne() throws IOException {
        for (int i = 0; i < 3; i++) {
            hook("SessionEnd", ",\"reason\":\"exit\"");
        }

        assertThat(look(observer, NOW)).containsExactly(new AgentFact.SessionEnded(NOW, "exit"));
    }
}
