package dev.cao.provider.copilot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.agent.AgentFact;
import dev.cao.agent.AgentFact.TurnFailure;
import dev.cao.agent.AgentProvider.Reply;
import dev.cao.agent.FactReader;
import dev.cao.agent.Watched;
import dev.cao.domain.FailureReason;
import dev.cao.terminal.Key;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CopilotFactsTest {
    private static final Instant NOW = Instant.EPOCH;
    private static final String PROMPT =
            "{\"type\":\"user.message\",\"data\":{\"content\":\"do it\",\"messageId\":\"u1\",\"delivery\":\"idle\"}}";
    private static final String STOP = "{\"type\":\"agentStop\"}";
    private static final AgentFact TAKEN = new AgentFact.PromptTaken(NOW, "u1", "do it", false);

    @TempDir
    Path folder;

    private final FactReader reader = new CopilotFacts();

    @Test
    void theLastMessageThatCallsNoToolIsTheAnswer() {
        List<AgentFact> facts = read(
                PROMPT,
                "{\"type\":\"assistant.message\",\"data\":{\"content\":\"let me see\",\"toolRequests\":[{}]}}",
                "{\"type\":\"assistant.message\",\"data\":{\"content\":\"done\",\"toolRequests\":[]}}",
                STOP);

        assertThat(facts)
                .containsExactly(
                        TAKEN,
                        new AgentFact.TurnEnded(NOW, "u1", "done", Optional.empty(), List.of()),
                        new AgentFact.Ready(NOW));
    }

    @Test
    void anErrorEndsTheTurnThoughNoHookDoes() {
        List<AgentFact> facts =
                read(PROMPT, "{\"type\":\"session.error\",\"data\":{\"message\":\"400 bad\",\"statusCode\":400}}");

        assertThat(facts)
                .containsExactly(
                        TAKEN,
                        new AgentFact.TurnEnded(
                                NOW,
                                "u1",
                                "",
                                Optional.of(new TurnFailure(FailureReason.API_ERROR, "400 bad")),
                                List.of()),
                        new AgentFact.Ready(NOW));
    }

    @Test
    void aTurnThatWasBrokenOffIsInterrupted() {
        assertThat(read(PROMPT, "{\"type\":\"abort\",\"data\":{\"reason\":\"user_initiated\"}}"))
                .containsExactly(TAKEN, new AgentFact.Interrupted(NOW, "u1"), new AgentFact.Ready(NOW));
    }

    @Test
    void whatASubagentSaysIsNoAnswer() {
        List<AgentFact> facts = read(
                PROMPT,
                "{\"type\":\"assistant.message\",\"data\":{\"content\":\"own\",\"toolRequests\":[]}}",
                "{\"type\":\"assistant.message\",\"data\":{\"content\":\"its\",\"toolRequests\":[],\"parentToolCallId\":\"t\"}}",
                STOP);

        assertThat(facts).contains(new AgentFact.TurnEnded(NOW, "u1", "own", Optional.empty(), List.of()));
    }

    @Test
    void aPermissionIsAnsweredOnThePipeOfItsHook() {
        AgentFact.Waiting waiting = (AgentFact.Waiting)
                read("{\"cao\":\"request\",\"reply_to\":\"/home/request.1\",\"event\":{\"toolName\":\"bash\",\"toolInput\":{\"command\":\"touch made\"}}}")
                        .getLast();

        assertThat(waiting.detail()).isEqualTo("bash: touch made");
        assertThat(CopilotRequests.reply(waiting, "allow"))
                .contains(new Reply.Pipe(Path.of("/home/request.1"), "{\"behavior\":\"allow\"}", "{}"));
        assertThat(CopilotRequests.reply(waiting, "perhaps")).isEmpty();
    }

    @Test
    void aQuestionIsAnsweredByTheKeysThatSelectTheChoice() {
        AgentFact.Waiting waiting = (AgentFact.Waiting)
                read("{\"type\":\"tool.execution_start\",\"data\":{\"toolCallId\":\"c\",\"toolName\":\"ask_user\",\"arguments\":"
                                + "{\"message\":\"Which?\",\"requestedSchema\":{\"properties\":{\"x\":{\"enum\":[\"Red\",\"Blue\"]}}}}}}")
                        .getLast();

        assertThat(waiting.detail()).isEqualTo("Which? [Red | Blue]");
        assertThat(CopilotRequests.reply(waiting, "Blue")).contains(new Reply.Press(List.of(Key.DOWN, Key.ENTER)));
        assertThat(CopilotRequests.reply(waiting, "Green")).isEmpty();
    }

    @Test
    void whatAnEarlierStartSaidIsNotReadAgain() throws Exception {
        Path events = events(PROMPT + "\n");
        Path log = Files.writeString(folder.resolve("log"), CopilotObserver.startingAt(Files.size(events)));
        CopilotObserver observer = observer(log);

        Files.writeString(events, PROMPT.replace("u1", "u2") + "\n", StandardOpenOption.APPEND);

        assertThat(observer.look(NOW)).singleElement().asString().contains("u2").doesNotContain("u1");
    }

    @Test
    void anotherObserverGoesOnBehindWhatTheLogHolds() throws Exception {
        Path events = events(PROMPT + "\n");
        Path log = Files.writeString(folder.resolve("log"), CopilotObserver.startingAt(0));
        Files.writeString(log, observer(log).look(NOW).getFirst() + "\n", StandardOpenOption.APPEND);

        CopilotObserver next = observer(log);
        Files.writeString(events, PROMPT.replace("u1", "u2") + "\n", StandardOpenOption.APPEND);

        assertThat(next.look(NOW)).singleElement().asString().contains("u2");
    }

    @Test
    void whatIsNotUnderstoodSaysNothing() {
        assertThat(read("", "no json", "[]", "{\"type\":\"of the future\"}")).isEmpty();
    }

    private Path events(String content) throws Exception {
        Path session = Files.createDirectories(folder.resolve("copilot/session-state/native"));
        return Files.writeString(session.resolve("events.jsonl"), content);
    }

    private CopilotObserver observer(Path log) {
        Map<String, String> environment =
                Map.of("COPILOT_HOME", folder.resolve("copilot").toString());
        return new CopilotObserver(new Watched(folder, folder, environment, "native", 1, log));
    }

    private List<AgentFact> read(String... lines) {
        return Stream.of(lines).flatMap(line -> reader.read(line, NOW).stream()).toList();
    }
}
