package dev.cao.provider.qwen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.agent.AgentFact;
import dev.cao.agent.AgentFact.TurnFailure;
import dev.cao.agent.AgentProvider.Reply;
import dev.cao.agent.EventTail;
import dev.cao.agent.FactReader;
import dev.cao.agent.Watched;
import dev.cao.domain.FailureReason;
import dev.cao.domain.RunEvent.Wait;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class QwenFactsTest {
    private static final Instant NOW = Instant.EPOCH;
    private static final String PROMPT = prompt("p1", "do it");
    private static final String STOP = stop("p1", "done", "[]");
    private static final String IDLE =
            "{\"hook_event_name\":\"Notification\",\"notification_type\":\"idle_prompt\",\"message\":\"waits\"}";
    private static final String FAILURE =
            "{\"hook_event_name\":\"StopFailure\",\"prompt_id\":\"p1\",\"error\":\"invalid_request\",\"error_details\":\"400 bad\"}";
    private static final String SHELL = "{\"hook_event_name\":\"PostToolUse\",\"tool_name\":\"run_shell_command\","
            + "\"tool_input\":{\"command\":\"make\",\"is_background\":true},"
            + "\"tool_response\":{\"llmContent\":\"Background shell started.\\nid: bg_1\\npid: 5\"}}";
    private static final AgentFact TAKEN = new AgentFact.PromptTaken(NOW, "p1", "do it", false);
    private static final AgentFact READY = new AgentFact.Ready(NOW);

    @TempDir
    Path folder;

    private final FactReader reader = new QwenFacts();

    @Test
    void aTurnIsOverOnlyWhenItIsIdleSinceATextInTheLastSecondIsLost() {
        assertThat(read(PROMPT, STOP)).as("with its Stop hook").containsExactly(TAKEN);

        assertThat(read(IDLE)).as("with the notification behind that").containsExactly(ended("p1", "done"), READY);
    }

    @Test
    void aQuestionToTheModelWithoutWordsBeginsNoTurn() {
        assertThat(read(PROMPT, prompt("p1", ""), STOP, IDLE)).containsExactly(TAKEN, ended("p1", "done"), READY);
    }

    @Test
    void aFailureIsToldThoughItsHookComesBehindTheNotification() {
        AgentFact failed = new AgentFact.TurnEnded(
                NOW,
                "p1",
                "",
                Optional.of(new TurnFailure(FailureReason.API_ERROR, "invalid_request: 400 bad")),
                List.of());

        assertThat(read(PROMPT, IDLE, FAILURE)).containsExactly(TAKEN, failed, READY);
        assertThat(read(PROMPT, FAILURE, IDLE)).containsExactly(TAKEN, failed, READY);
    }

    @Test
    void aTurnThatNoHookEndedWasBrokenOff() {
        assertThat(read(PROMPT, IDLE)).as("at first it may have failed").containsExactly(TAKEN);

        assertThat(read(QwenLines.settled())).containsExactly(new AgentFact.Interrupted(NOW, "p1"), READY);
    }

    @Test
    void aTurnThatGoesOnWasNotBrokenOff() {
        List<AgentFact> facts = read(
                PROMPT,
                IDLE,
                "{\"hook_event_name\":\"PostToolUse\",\"tool_name\":\"glob\",\"tool_input\":{\"pattern\":\"*.md\"}}",
                QwenLines.settled());

        assertThat(facts).containsExactly(TAKEN, new AgentFact.Working(NOW, "glob: *.md"));
    }

    @Test
    void theReportOfASubagentIsTheAnswerToWhatBeganIt() {
        List<AgentFact> facts = read(
                PROMPT,
                stop("p1", "started", "[{\"id\":\"a1\",\"status\":\"running\"}]"),
                IDLE,
                stop("p1-notification", "ready", "[{\"id\":\"a1\",\"status\":\"completed\"}]"),
                IDLE);

        assertThat(facts).containsExactly(TAKEN, ended("p1", "started", "a1"), READY, ended("p1", "ready"), READY);
    }

    @Test
    void aShellIsWaitedForUntilItsReportIsTheAnswer() {
        assertThat(read(PROMPT, SHELL, STOP, IDLE)).contains(ended("p1", "done", "bg_1"));

        assertThat(read(shellOver("2026-01-01T00:00:01Z"), report("2026-01-01T00:00:02Z"), IDLE))
                .as("the report first, which ends the task that waits")
                .containsExactly(ended("p1", "ready"), new AgentFact.BackgroundEnded(NOW, "bg_1"), READY);
    }

    @Test
    void aShellOfOneTurnKeepsAnotherWaitingNoLongerThanItself() {
        List<AgentFact> facts = read(PROMPT, SHELL, STOP, IDLE, prompt("p2", "more"), stop("p2", "other", "[]"), IDLE);
        assertThat(facts).contains(ended("p2", "other", "bg_1"));

        assertThat(read(shellOver("2026-01-01T00:00:01Z"), report("2026-01-01T00:00:02Z"), IDLE))
                .containsExactly(ended("p1", "ready"), new AgentFact.BackgroundEnded(NOW, "bg_1"), READY);
    }

    @Test
    void aShellWhoseReportWasHeardFirstEndsWithTheTranscript() {
        List<AgentFact> facts = read(PROMPT, SHELL, STOP, IDLE, report("2026-01-01T00:00:02Z"), IDLE);
        assertThat(facts).contains(ended("p1", "ready", "bg_1"));

        assertThat(read(shellOver("2026-01-01T00:00:01Z"))).containsExactly(new AgentFact.BackgroundEnded(NOW, "bg_1"));
    }

    @Test
    void whatASubagentDoesEndsNoTurn() {
        assertThat(read(PROMPT, "{\"hook_event_name\":\"Stop\",\"agent_id\":\"a1\",\"prompt_id\":\"p1\"}", IDLE))
                .containsExactly(TAKEN);
    }

    @Test
    void aConversationThatIsShortenedInATurnIsNotReady() {
        assertThat(read("{\"hook_event_name\":\"SessionStart\",\"source\":\"startup\"}"))
                .containsExactly(READY);
        assertThat(read("{\"hook_event_name\":\"SessionStart\",\"source\":\"compact\"}"))
                .isEmpty();
    }

    @Test
    void theReceiptIsWhatWasSubmittedAndNotWhatQwenMadeOfIt() {
        AgentFact taken = read("{\"hook_event_name\":\"UserPromptSubmit\",\"prompt_id\":\"p1\","
                        + "\"prompt\":\"see @a.txt and its content\",\"submitted_prompt\":\"see @a.txt\"}")
                .getFirst();

        assertThat(taken).isEqualTo(new AgentFact.PromptTaken(NOW, "p1", "see @a.txt", false));
    }

    @Test
    void aPermissionIsAnsweredOnThePipeOfItsHook() {
        AgentFact.Waiting waiting =
                (AgentFact.Waiting) read(request("run_shell_command", "{\"command\":\"touch made\"}"))
                        .getLast();

        assertThat(waiting.on()).isEqualTo(Wait.PERMISSION);
        assertThat(waiting.detail()).isEqualTo("run_shell_command: touch made");
        assertThat(new QwenProvider().reply(waiting, "deny"))
                .hasValueSatisfying(reply -> assertThat(reply)
                        .isInstanceOfSatisfying(
                                Reply.Pipe.class,
                                pipe -> assertThat(pipe.line())
                                        .contains("\"behavior\":\"deny\"", "\"hookEventName\":\"PermissionRequest\"")));
        assertThat(new QwenProvider().reply(waiting, "perhaps")).isEmpty();
    }

    @Test
    void aQuestionIsAnsweredByTheReasonForWhichItsToolIsDenied() {
        AgentFact.Waiting waiting = (AgentFact.Waiting) read(request(
                        "ask_user_question",
                        "{\"questions\":[{\"question\":\"Which?\",\"options\":[{\"label\":\"Red\"},{\"label\":\"Blue\"}]}]}"))
                .getLast();

        assertThat(waiting.on()).isEqualTo(Wait.QUESTION);
        assertThat(waiting.detail()).isEqualTo("Which? [Red | Blue]");
        assertThat(new QwenProvider().reply(waiting, "Blue"))
                .hasValueSatisfying(
                        reply -> assertThat(((Reply.Pipe) reply).line()).contains("\"behavior\":\"deny\"", "Blue"));
    }

    @Test
    void eachAnswerOfTheModelIsCountedOnceAlsoByAnotherOrchestratorAndThoseOfEarlierStartsNotAtAll() throws Exception {
        Path log = folder.resolve("events-2.jsonl");
        Path transcript = folder.resolve("chat.jsonl");
        Files.writeString(
                log,
                "{\"hook_event_name\":\"SessionStart\",\"timestamp\":\"2026-01-02T00:00:00.000Z\",\"transcript_path\":\"%s\"}\n"
                        .formatted(transcript));
        Files.writeString(
                transcript, answered("u1", "2026-01-01T10:00:00.000Z") + answered("u2", "2026-01-02T00:00:05.000Z"));

        List<String> first = look(log);
        Files.writeString(transcript, Files.readString(transcript) + answered("u3", "2026-01-02T00:00:09.000Z"));
        List<String> second = look(log);

        assertThat(first).hasSize(1);
        assertThat(second).hasSize(1);
        assertThat(read(second.getFirst())).containsExactly(new AgentFact.Usage(NOW, "m", 100, 10, 5, 0));
    }

    @Test
    void anEndThatNoHookTellsIsNotedWhenItHasBeenIdleForAWhile() throws Exception {
        Path log = folder.resolve("events-1.jsonl");
        Files.writeString(log, PROMPT + "\n" + IDLE + "\n");
        QwenObserver observer = new QwenObserver(watched(log));

        assertThat(observer.look(NOW)).isEmpty();
        assertThat(observer.look(observer.nextLook())).containsExactly(QwenLines.settled());
        assertThat(observer.nextLook()).isEqualTo(Instant.MAX);
    }

    @Test
    void nothingIsNotedOfATurnWhoseHookHasCome() throws Exception {
        Path log = folder.resolve("events-1.jsonl");
        Files.writeString(log, PROMPT + "\n" + IDLE + "\n" + FAILURE + "\n");
        QwenObserver observer = new QwenObserver(watched(log));

        assertThat(observer.look(NOW)).isEmpty();
        assertThat(observer.nextLook()).isEqualTo(Instant.MAX);
    }

    /** Looks as a new orchestrator would. */
    private static List<String> look(Path log) {
        List<String> lines = new QwenObserver(watched(log)).look(NOW);
        lines.forEach(line -> EventTail.append(log, line));
        // The first look finds the transcript, and the folder to be watched.
        return lines;
    }

    private static Watched watched(Path log) {
        return new Watched(log.resolveSibling("home"), log.resolveSibling("work"), Map.of(), "c", 1, log);
    }

    private List<AgentFact> read(String... lines) {
        List<AgentFact> facts = new ArrayList<>();
        Stream.of(lines).forEach(line -> facts.addAll(reader.read(line, NOW)));
        return facts;
    }

    private static AgentFact ended(String prompt, String answer, String... background) {
        return new AgentFact.TurnEnded(NOW, prompt, answer, Optional.empty(), List.of(background));
    }

    private static String shellOver(String at) {
        return "{\"cao\":\"background_over\",\"entry\":\"u1\",\"id\":\"bg_1\",\"at\":\"%s\"}".formatted(at);
    }

    private static String report(String at) {
        return "{\"hook_event_name\":\"Stop\",\"prompt_id\":\"p2\",\"timestamp\":\"%s\",\"last_assistant_message\":\"ready\"}"
                .formatted(at);
    }

    private static String prompt(String id, String text) {
        return "{\"hook_event_name\":\"UserPromptSubmit\",\"prompt_id\":\"%s\",\"prompt\":\"%s\"}".formatted(id, text);
    }

    private static String stop(String id, String answer, String background) {
        return "{\"hook_event_name\":\"Stop\",\"prompt_id\":\"%s\",\"last_assistant_message\":\"%s\",\"background_tasks\":%s}"
                .formatted(id, answer, background);
    }

    private static String request(String tool, String input) {
        return "{\"cao\":\"request\",\"reply_to\":\"/home/request.1\",\"event\":{\"tool_name\":\"%s\",\"tool_input\":%s}}"
                .formatted(tool, input);
    }

    private static String answered(String id, String at) {
        return "{\"uuid\":\"%s\",\"timestamp\":\"%s\",\"type\":\"system\",\"systemPayload\":{\"uiEvent\":{"
                        .formatted(id, at)
                + "\"event.name\":\"qwen-code.api_response\",\"model\":\"m\",\"input_token_count\":105,"
                + "\"output_token_count\":10,\"cached_content_token_count\":5}}}\n";
    }
}
