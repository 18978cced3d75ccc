package dev.cao.provider.opencode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.agent.AgentFact;
import dev.cao.agent.AgentFact.TurnFailure;
import dev.cao.agent.AgentProvider.Reply;
import dev.cao.agent.FactReader;
import dev.cao.domain.FailureReason;
import dev.cao.domain.RunEvent.Wait;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class OpenCodeFactsTest {
    private static final Instant NOW = Instant.EPOCH;
    private static final String PROMPT =
            "{\"event\":\"prompt\",\"session\":\"s\",\"message\":\"u1\",\"text\":\"do it\"}";
    private static final String IDLE = "{\"event\":\"idle\",\"session\":\"s\"}";
    private static final String ASKED =
            "{\"event\":\"permission\",\"session\":\"s\",\"request\":\"p1\",\"reply_to\":\"/home/answer-p1\","
                    + "\"permission\":\"bash\",\"patterns\":[\"touch made\"]}";

    private final FactReader reader = new OpenCodeFacts();

    @Test
    void theLastMessageOfATurnIsItsAnswer() {
        List<AgentFact> facts = read(
                PROMPT,
                message("a1", "u1", "tool-calls"),
                text("a1", "t1", "let me look"),
                message("a2", "u1", "stop"),
                text("a2", "t2", "first"),
                text("a2", "t3", "second"),
                IDLE);

        assertThat(facts)
                .containsExactly(
                        new AgentFact.PromptTaken(NOW, "u1", "do it", false),
                        new AgentFact.TurnEnded(NOW, "u1", "first\nsecond", Optional.empty(), List.of()),
                        new AgentFact.Ready(NOW));
    }

    @Test
    void theSecondIdleAfterAnErrorEndsNothing() {
        List<AgentFact> facts = read(
                PROMPT,
                "{\"event\":\"error\",\"session\":\"s\",\"name\":\"APIError\",\"message\":\"bad\",\"code\":400}",
                IDLE,
                IDLE);

        assertThat(facts)
                .containsExactly(
                        new AgentFact.PromptTaken(NOW, "u1", "do it", false),
                        new AgentFact.TurnEnded(
                                NOW,
                                "u1",
                                "",
                                Optional.of(new TurnFailure(FailureReason.API_ERROR, "400 bad")),
                                List.of()),
                        new AgentFact.Ready(NOW),
                        new AgentFact.Ready(NOW));
    }

    @Test
    void anErrorDoesNotFailTheNextTurn() {
        List<AgentFact> facts = read(
                PROMPT,
                "{\"event\":\"error\",\"session\":\"s\",\"name\":\"APIError\",\"message\":\"bad\"}",
                IDLE,
                IDLE,
                PROMPT.replace("u1", "u2"),
                message("a2", "u2", "stop"),
                text("a2", "t", "fine"),
                IDLE);

        assertThat(facts).contains(new AgentFact.TurnEnded(NOW, "u2", "fine", Optional.empty(), List.of()));
    }

    @Test
    void aTurnThatWasBrokenOffIsInterrupted() {
        List<AgentFact> facts =
                read(PROMPT, "{\"event\":\"error\",\"session\":\"s\",\"name\":\"MessageAbortedError\"}", IDLE, IDLE);

        assertThat(facts).contains(new AgentFact.Interrupted(NOW, "u1"));
        assertThat(facts).noneMatch(fact -> fact instanceof AgentFact.TurnEnded);
    }

    @Test
    void aPromptThatWentIntoATurnUnderWayIsAnsweredByItself() {
        List<AgentFact> facts = read(
                PROMPT,
                PROMPT.replace("u1", "u2").replace("do it", "and that"),
                message("a1", "u1", "stop"),
                text("a1", "t1", "one"),
                message("a2", "u2", "stop"),
                text("a2", "t2", "two"),
                IDLE);

        assertThat(facts)
                .contains(
                        new AgentFact.PromptTaken(NOW, "u2", "and that", true),
                        new AgentFact.TurnEnded(NOW, "u1", "one", Optional.empty(), List.of()),
                        new AgentFact.TurnEnded(NOW, "u2", "two", Optional.empty(), List.of()));
    }

    @Test
    void aConversationOfASubagentEndsNothing() {
        List<AgentFact> facts = read(PROMPT, IDLE.replace("\"s\"", "\"child\""));

        assertThat(facts).containsExactly(new AgentFact.PromptTaken(NOW, "u1", "do it", false));
    }

    @Test
    void whatAStepCostIsCountedOnce() {
        String usage = "{\"event\":\"usage\",\"session\":\"s\",\"message\":\"a1\",\"part\":\"p\",\"tokens\":"
                + "{\"input\":7,\"output\":2,\"reasoning\":1,\"cache\":{\"read\":4,\"write\":5}}}";

        List<AgentFact> facts = read(PROMPT, message("a1", "u1", "stop"), usage, usage);

        assertThat(facts)
                .filteredOn(AgentFact.Usage.class::isInstance)
                .containsExactly(new AgentFact.Usage(NOW, "fake/one", 7, 3, 4, 5));
    }

    @Test
    void whatOpenCodeKnowsOfThePriceIsTold() {
        String usage = "{\"event\":\"usage\",\"session\":\"s\",\"message\":\"a1\",\"part\":\"%s\",\"tokens\":"
                + "{\"input\":7,\"output\":2},\"cost\":%s}";

        List<AgentFact> facts = read(PROMPT, usage.formatted("p1", "0.5"), usage.formatted("p2", "0"));

        assertThat(facts)
                .filteredOn(AgentFact.Usage.class::isInstance)
                .extracting(fact -> ((AgentFact.Usage) fact).costUsd())
                .containsExactly(Optional.of(0.5), Optional.empty());
    }

    @Test
    void aPermissionIsAnsweredByAFileForThePlugin() {
        AgentFact.Waiting waiting = (AgentFact.Waiting) read(PROMPT, ASKED).getLast();

        assertThat(waiting.on()).isEqualTo(Wait.PERMISSION);
        assertThat(waiting.detail()).isEqualTo("bash: touch made");
        assertThat(OpenCodeRequests.reply(waiting, "allow"))
                .contains(new Reply.Drop(
                        Path.of("/home/answer-p1"),
                        "{\"path\":\"/permission/p1/reply\",\"body\":{\"reply\":\"once\"}}"));
        assertThat(OpenCodeRequests.reply(waiting, "perhaps")).isEmpty();
    }

    @Test
    void aTurnIsBrokenOffByAFileForThePlugin() {
        assertThat(new OpenCodeProvider().interruption(Path.of("/home")))
                .contains(new Reply.Drop(Path.of("/home/answer-interrupt"), "{\"path\":\"abort\"}"));
    }

    @Test
    void theNextRequestIsWhatItWaitsForWhenOneIsAnswered() {
        List<AgentFact> facts = read(
                PROMPT,
                ASKED,
                ASKED.replace("p1", "p2"),
                "{\"event\":\"answered\",\"request\":\"p1\",\"decision\":\"once\"}");

        assertThat(facts.get(facts.size() - 2)).isEqualTo(new AgentFact.WaitOver(NOW, "/home/answer-p1", "once"));
        assertThat(facts.getLast())
                .isInstanceOfSatisfying(
                        AgentFact.Waiting.class,
                        next -> assertThat(next.request()).isEqualTo("/home/answer-p2"));
    }

    @Test
    void whatIsNotUnderstoodSaysNothing() {
        assertThat(read("", "no json", "[]", "{\"event\":\"of the future\"}")).isEmpty();
    }

    private List<AgentFact> read(String... lines) {
        return Stream.of(lines).flatMap(line -> reader.read(line, NOW).stream()).toList();
    }

    private static String message(String id, String parent, String finish) {
        return "{\"event\":\"message\",\"session\":\"s\",\"message\":\"%s\",\"parent\":\"%s\",\"finish\":\"%s\",\"model\":\"fake/one\"}"
                .formatted(id, parent, finish);
    }

    private static String text(String message, String part, String text) {
        return "{\"event\":\"text\",\"session\":\"s\",\"message\":\"%s\",\"part\":\"%s\",\"text\":\"%s\"}"
                .formatted(message, part, text);
    }
}
