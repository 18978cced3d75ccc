package dev.cao.provider.q;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.agent.AgentFact;
import dev.cao.agent.AgentFact.TurnFailure;
import dev.cao.domain.FailureReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the hooks and the screen say together. */
final class QFactsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String PROMPT = "{\"hook_event_name\":\"userPromptSubmit\",\"prompt\":\"Do it\"}";
    private static final String STOP = "{\"hook_event_name\":\"stop\",\"cwd\":\"/w\"}";
    private static final String TOLD = "{\"hook_event_name\":\"stop\",\"assistant_response\":\"**done**\"}";
    private static final String TOOL =
            "{\"hook_event_name\":\"preToolUse\",\"tool_name\":\"execute_bash\",\"tool_input\":{\"command\":\"ls\"}}";
    private static final String ASKS = "{\"cao\":\"screen\",\"sight\":\"permission\",\"detail\":\"ls\"}";
    private static final String IDLE = "{\"cao\":\"screen\",\"sight\":\"idle\",\"detail\":\"\",\"done\":false}";
    private static final AgentFact READY = new AgentFact.Ready(NOW);

    private static List<AgentFact> last(String... lines) {
        QFacts reader = new QFacts();
        List<AgentFact> facts = new ArrayList<>();
        for (String line : lines) {
            facts = reader.read(line, NOW);
        }
        return facts;
    }

    private static AgentFact ended(String text, Optional<TurnFailure> failure) {
        return new AgentFact.TurnEnded(NOW, "turn-1", text, failure, List.of());
    }

    @Test
    void thePromptAtTheStartMakesItReady() {
        assertThat(last("{\"hook_event_name\":\"agentSpawn\"}", IDLE)).containsExactly(READY);
    }

    @Test
    void thePromptThatItTookIsTheReceipt() {
        assertThat(last(PROMPT)).containsExactly(new AgentFact.PromptTaken(NOW, "turn-1", "Do it", false));
    }

    @Test
    void theTextOfTheHookIsTheAnswer() {
        assertThat(last(PROMPT, TOLD)).containsExactly(ended("**done**", Optional.empty()));
    }

    @Test
    void aTurnWhoseHookTellsNoTextEndsWhenItsTextIsFound() {
        assertThat(last(PROMPT, STOP)).noneMatch(AgentFact.TurnEnded.class::isInstance);
        assertThat(last(PROMPT, STOP, QLines.answer(1, "stored"))).containsExactly(ended("stored", Optional.empty()));
    }

    @Test
    void aPromptBeforeTheTextIsFoundIsNoInterruption() {
        assertThat(last(PROMPT, STOP, IDLE)).isEmpty();
    }

    @Test
    void aTextThatIsNotFoundIsNoAnswer() {
        assertThat(last(PROMPT, STOP, QLines.noAnswer(1, "it is not stored", "")))
                .singleElement()
                .isInstanceOfSatisfying(
                        AgentFact.TurnEnded.class,
                        end -> assertThat(end.failure().orElseThrow().reason()).isEqualTo(FailureReason.NO_RESULT));
    }

    @Test
    void aPromptDuringATurnIsAnInterruption() {
        assertThat(last(PROMPT, IDLE)).containsExactly(new AgentFact.Interrupted(NOW, "turn-1"), READY);
    }

    @Test
    void aPromptUnderAnErrorIsAFailedTurn() {
        String error = "{\"cao\":\"screen\",\"sight\":\"idle\",\"detail\":\"trouble\",\"done\":false}";
        assertThat(last(PROMPT, error))
                .containsExactly(ended("", Optional.of(new TurnFailure(FailureReason.API_ERROR, "trouble"))), READY);
    }

    @Test
    void aPermissionOnTheScreenNamesTheTool() {
        assertThat(last(PROMPT, TOOL, ASKS))
                .singleElement()
                .isInstanceOfSatisfying(
                        AgentFact.Waiting.class,
                        waiting -> assertThat(waiting.detail()).contains("execute_bash: ls"));
    }

    @Test
    void whatIsTypedAtAQuestionBeginsNoTurn() {
        String no = "{\"hook_event_name\":\"userPromptSubmit\",\"prompt\":\"n\"}";
        assertThat(last(PROMPT, TOOL, ASKS, no)).singleElement().isInstanceOf(AgentFact.WaitOver.class);
        assertThat(last(PROMPT, TOOL, ASKS, no, TOLD)).containsExactly(ended("**done**", Optional.empty()));
    }

    @Test
    void theEndOfAToolAnswersItsQuestion() {
        assertThat(last(PROMPT, TOOL, ASKS, "{\"hook_event_name\":\"postToolUse\"}"))
                .hasAtLeastOneElementOfType(AgentFact.WaitOver.class);
    }

    @Test
    void aHalfWrittenLineSaysNothing() {
        assertThat(last("{\"hook_event_name\":\"userPro")).isEmpty();
    }
}
