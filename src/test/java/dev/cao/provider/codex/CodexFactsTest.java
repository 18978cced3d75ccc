package dev.cao.provider.codex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.agent.AgentFact;
import dev.cao.agent.AgentFact.TurnFailure;
import dev.cao.domain.FailureReason;
import dev.cao.domain.RunEvent.Wait;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CodexFactsTest {
    private static final Instant NOW = Instant.parse("2026-11-26T01:00:00Z");

    private final CodexFacts reader = new CodexFacts();

    private List<AgentFact> transcript(String... entries) {
        List<AgentFact> facts = new ArrayList<>();
        for (String entry : entries) {
            facts.addAll(
                    reader.read("{\"cao\":\"rollout\",\"file\":\"/t\",\"end\":1,\"entry\":%s}".formatted(entry), NOW));
        }
        return facts;
    }

    private static String started(String turn) {
        return "{\"type\":\"task_started\",\"turn_id\":\"%s\"}".formatted(turn);
    }

    private static String said(String turn, String text) {
        return "{\"type\":\"item_completed\",\"turn_id\":\"%s\",\"item\":{\"type\":\"UserMessage\",\"content\":[{\"type\":\"text\",\"text\":\"%s\"}]}}"
                .formatted(turn, text);
    }

    @Test
    void aTurnIsTakenAndEndsWithItsExactAnswer() {
        assertThat(transcript(
                        started("1"),
                        said("1", "do it"),
                        "{\"type\":\"task_complete\",\"turn_id\":\"1\",\"last_agent_message\":\"done\\n\"}"))
                .containsExactly(
                        new AgentFact.Working(NOW, ""),
                        new AgentFact.PromptTaken(NOW, "1", "do it", false),
                        new AgentFact.TurnEnded(NOW, "1", "done\n", Optional.empty(), List.of()),
                        new AgentFact.Ready(NOW));
    }

    @Test
    void anErrorFailsTheTurn() {
        assertThat(
                        transcript(
                                started("1"),
                                "{\"type\":\"task_complete\",\"turn_id\":\"1\",\"last_agent_message\":null,\"error\":{\"message\":\"overloaded\"}}"))
                .contains(new AgentFact.TurnEnded(
                        NOW, "1", "", Optional.of(new TurnFailure(FailureReason.API_ERROR, "overloaded")), List.of()));
    }

    @Test
    void whatIsTypedIntoATurnIsSaidTogether() {
        assertThat(transcript(started("1"), said("1", "one"), said("1", "two")))
                .contains(new AgentFact.PromptTaken(NOW, "1", "one\ntwo", false));
    }

    @Test
    void theEndOfAnEarlierTurnDoesNotMakeItReady() {
        assertThat(transcript(started("2"), "{\"type\":\"turn_aborted\",\"turn_id\":\"1\",\"reason\":\"interrupted\"}"))
                .contains(new AgentFact.Interrupted(NOW, "1"))
                .doesNotContain(new AgentFact.Ready(NOW));
    }

    @Test
    void aRequestIsOverWhenItsTurnIsBrokenOff() {
        assertThat(reader.read(
                        "{\"cao\":\"request\",\"reply_to\":\"/pipe\",\"event\":{\"tool_name\":\"Bash\",\"tool_input\":{\"command\":\"touch x\"}}}",
                        NOW))
                .containsExactly(new AgentFact.Waiting(NOW, Wait.PERMISSION, "/pipe", "Bash: touch x"));

        assertThat(transcript("{\"type\":\"turn_aborted\",\"turn_id\":\"1\"}"))
                .contains(new AgentFact.WaitOver(NOW, "/pipe", "its turn was broken off"));
    }

    @Test
    void theNextOpenRequestIsWhatItWaitsForThen() {
        var _ = reader.read("{\"cao\":\"request\",\"reply_to\":\"/p1\",\"event\":{\"tool_name\":\"a\"}}", NOW);
        var _ = reader.read("{\"cao\":\"request\",\"reply_to\":\"/p2\",\"event\":{\"tool_name\":\"b\"}}", NOW);

        assertThat(reader.read(CodexFacts.answered("/p1", "allow"), NOW))
                .containsExactly(
                        new AgentFact.WaitOver(NOW, "/p1", "allow"),
                        new AgentFact.Waiting(NOW, Wait.PERMISSION, "/p2", "b"));
        assertThat(reader.read(CodexFacts.answered("/p1", "allow"), NOW)).isEmpty();
    }

    @Test
    void tokensReadFromTheCacheAreNoInput() {
        assertThat(
                        transcript(
                                "{\"type\":\"context\",\"model\":\"gpt-x\"}",
                                "{\"type\":\"usage\",\"usage\":{\"input_tokens\":100,\"cached_input_tokens\":40,\"output_tokens\":7}}"))
                .containsExactly(new AgentFact.Usage(NOW, "gpt-x", 60, 7, 40, 0));
    }

    @Test
    void whatIsNotUnderstoodSaysNothing() {
        assertThat(reader.read("{half a line", NOW)).isEmpty();
        assertThat(reader.read("{\"hook_event_name\":\"Newer\"}", NOW)).isEmpty();
        assertThat(transcript("{\"type\":\"newer\"}")).isEmpty();
    }
}
