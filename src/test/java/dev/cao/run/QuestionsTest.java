package dev.cao.run;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cao.domain.Address;
import dev.cao.domain.CallKey;
import dev.cao.domain.MessageState;
import dev.cao.domain.MessageView;
import dev.cao.domain.QuestionView;
import dev.cao.tool.ToolCall;
import dev.cao.tool.ToolResult;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class QuestionsTest {
    private static final ToolCall.AskUser WHICH = new ToolCall.AskUser("Which?", List.of("Red", "Blue"));
    private static final ToolCall.AskUser IMPATIENT =
            new ToolCall.AskUser("Which?", List.of("Red", "Blue"), Duration.ZERO);
    private static final CallKey FIRST = new CallKey("mcp/supervisor/b/1");
    private static final CallKey SECOND = new CallKey("mcp/supervisor/b/2");

    @TempDir
    Path folder;

    private LedgerFixture run;

    @BeforeEach
    void openRun() throws Exception {
        run = new LedgerFixture(folder);
    }

    @AfterEach
    void close() {
        run.close();
    }

    private CompletableFuture<ToolResult> asking(CallKey key, ToolCall.AskUser call) {
        CompletableFuture<ToolResult> result = new CompletableFuture<>();
        TeamToolbox toolbox = run.toolbox(false);
        Thread.ofVirtual().start(() -> {
            try {
                result.complete(toolbox.call(Address.SUPERVISOR, key, call));
            } catch (InterruptedException | RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        await().atMost(10, SECONDS)
                .until(() -> result.isDone()
                        || run.ledger.read(state -> state.openQuestions().stream()
                                .anyMatch(open -> open.awaited() && open.keys().contains(key))));
        return result;
    }

    private ToolResult answer(String text) {
        return Questions.answer(run.ledger, Address.USER, text);
    }

    private List<MessageView> messages() {
        return run.ledger.read(state -> state.messages());
    }

    private List<QuestionView> questions() {
        return run.ledger.read(state -> state.questions());
    }

    private List<QuestionView> open() {
        return run.ledger.read(state -> state.openQuestions());
    }

    @Test
    void theAnswerComesToWhoeverAsked() throws Exception {
        CompletableFuture<ToolResult> asked = asking(FIRST, WHICH);

        assertThat(answer("blue").ok()).isTrue();

        assertThat(asked.get(10, SECONDS).text()).isEqualTo("Blue");
        assertThat(messages()).isEmpty();
    }

    @Test
    void aChoiceMayBeGivenByItsNumber() throws Exception {
        CompletableFuture<ToolResult> asked = asking(FIRST, WHICH);

        answer("1");

        assertThat(asked.get(10, SECONDS).text()).isEqualTo("Red");
    }

    @Test
    void whatIsNoChoiceIsRefusedAndTheQuestionStaysOpen() {
        var _ = asking(FIRST, WHICH);

        ToolResult refused = answer("Green");

        assertThat(refused.ok()).isFalse();
        assertThat(refused.text()).contains("Green", "Red, Blue");
        assertThat(open()).hasSize(1);
        answer("Red");
    }

    @Test
    void anEmptyTextIsNoAnswer() {
        var _ = asking(FIRST, new ToolCall.AskUser("Why?", List.of()));

        assertThat(answer("  ").ok()).isFalse();
        assertThat(answer("because").ok()).isTrue();
    }

    @Test
    void nobodyIsAskedInAnUnattendedRun() throws Exception {
        ToolResult refused = run.toolbox(true).call(Address.SUPERVISOR, FIRST, WHICH);

        assertThat(refused.ok()).isFalse();
        assertThat(refused.text()).contains("nobody is there");
        assertThat(questions()).isEmpty();
    }

    @Test
    void aWorkerMayNeitherAskNorAnswer() throws Exception {
        Address worker = new Address.Worker(LedgerFixture.WORKER);
        ToolResult asked = run.toolbox(false).call(worker, FIRST, WHICH);
        var _ = asking(SECOND, WHICH);

        assertThat(asked.ok()).isFalse();
        assertThat(asked.text()).contains("may not call ask_user");
        assertThat(Questions.answer(run.ledger, worker, "Red").ok()).isFalse();
        assertThat(Questions.answer(run.ledger, Address.SUPERVISOR, "Red").ok()).isFalse();
        answer("Red");
    }

    @Test
    void theAnswerToACallerThatGaveUpComesToItsInbox() throws Exception {
        ToolResult waiting = run.toolbox(false).call(Address.SUPERVISOR, FIRST, IMPATIENT);

        answer("Red");

        assertThat(waiting.fields()).containsEntry("status", "waiting").containsEntry("question_id", "q1");
        assertThat(messages()).singleElement().satisfies(message -> {
            assertThat(message.to()).isEqualTo(Address.SUPERVISOR);
            assertThat(message.body()).contains("Which?").contains("Red");
        });
    }

    @Test
    void askingTheSameAgainWaitsOnAndAsksThePersonOnce() throws Exception {
        run.toolbox(false).call(Address.SUPERVISOR, FIRST, IMPATIENT);
        CompletableFuture<ToolResult> again = asking(SECOND, WHICH);

        answer("Red");

        assertThat(again.get(10, SECONDS).text()).isEqualTo("Red");
        assertThat(questions()).hasSize(1);
        assertThat(messages()).isEmpty();
    }

    @Test
    void anAnswerThatIsOnItsWayIsToldOnce() throws Exception {
        run.toolbox(false).call(Address.SUPERVISOR, FIRST, IMPATIENT);
        answer("Red");

        ToolResult told = run.toolbox(false).call(Address.SUPERVISOR, SECOND, WHICH);

        assertThat(told.text()).isEqualTo("Red");
        assertThat(messages()).extracting(MessageView::state).containsExactly(MessageState.ACCEPTED);
    }

    @Test
    void theQuestionOutlivesItsOrchestratorAndIsJoinedByItsKey() throws Exception {
        run.toolbox(false).call(Address.SUPERVISOR, FIRST, IMPATIENT);
        run = run.again();
        Questions.releaseAll(run.ledger);

        CompletableFuture<ToolResult> joined = asking(FIRST, WHICH);
        answer("Blue");

        assertThat(joined.get(10, SECONDS).text()).isEqualTo("Blue");
        assertThat(questions()).hasSize(1);
        assertThat(messages()).isEmpty();
    }

    @Test
    void anOpenQuestionIsShownByStatusAndWhy() {
        var _ = asking(FIRST, WHICH);

        var status = run.ledger.read(state -> StatusDocument.of(state, true, Map.of(), Instant.now()));
        var why = run.ledger.read(state -> WhyDocument.ofSupervisor(state, Instant.now()));

        assertThat(status.at("/questions/0/text").asText()).isEqualTo("Which?");
        assertThat(status.at("/questions/0/choices/1").asText()).isEqualTo("Blue");
        assertThat(why.path("status").asText()).isEqualTo("asking");
        assertThat(why.at("/questions/0/id").asText()).isEqualTo("q1");
        answer("Red");
    }
}
