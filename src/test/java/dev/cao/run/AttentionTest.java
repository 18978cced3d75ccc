package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cao.domain.Address;
import dev.cao.domain.CallKey;
import dev.cao.domain.MessageView;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunState;
import dev.cao.domain.TaskId;
import dev.cao.domain.TaskOutcome;
import dev.cao.tool.ToolCall;
import dev.cao.tool.ToolResult;
import dev.cao.tool.Toolbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A model that waits for its workers hears what it is told meanwhile: it could not be told in the middle of a turn. */
@Timeout(60)
final class AttentionTest {
    private static final TaskId TASK = new TaskId("t1");
    private static final Duration LONG = Duration.ofMinutes(30);

    @TempDir
    private Path folder;

    private static CompletableFuture<ToolResult> calling(Toolbox toolbox, ToolCall call) {
        CompletableFuture<ToolResult> result = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                result.complete(toolbox.call(Address.SUPERVISOR, new CallKey("model/1/1"), call));
            } catch (InterruptedException | RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    private static ToolCall handoff() {
        return new ToolCall.Handoff(LedgerFixture.WORKER, "do it", LONG, Optional.empty());
    }

    private static void told(LedgerFixture run, Optional<TaskId> inReplyTo) {
        run.ledger.append(new RunEvent.MessageRecorded(
                run.ledger.read(RunState::nextMessage), Address.USER, Address.SUPERVISOR, "Mind this.", inReplyTo));
    }

    private static List<MessageView> inbox(LedgerFixture run) {
        return run.ledger.read(state -> state.pending(Address.SUPERVISOR));
    }

    private static void given(LedgerFixture run) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> run.ledger.read(state -> state.task(TASK).isPresent()));
    }

    private static void ends(LedgerFixture run) {
        run.ledger.decide(state -> TaskEndings.events(state, TASK, new TaskOutcome.Done("the answer", false)));
    }

    @Test
    void messageEndsItsWaitForAHandoffWhoseAnswerThenComesToTheInbox() throws Exception {
        try (LedgerFixture run = new LedgerFixture(folder)) {
            CompletableFuture<ToolResult> result = calling(run.toolbox(false).attentive(), handoff());
            given(run);
            told(run, Optional.empty());

            assertThat(result.get().fields()).containsEntry("status", "working").containsEntry("task_id", "t1");
            ends(run);
            assertThat(inbox(run)).extracting(MessageView::body).containsExactly("Mind this.", "the answer");
        }
    }

    @Test
    void messageEndsItsWaitForAssignedTasksAndStaysInTheInbox() throws Exception {
        try (LedgerFixture run = new LedgerFixture(folder)) {
            Toolbox toolbox = run.toolbox(false).attentive();
            ToolResult assigned = toolbox.call(
                    Address.SUPERVISOR,
                    new CallKey("model/0/1"),
                    new ToolCall.Assign(LedgerFixture.WORKER, "do it", Optional.empty()));
            assertThat(assigned.ok()).isTrue();
            CompletableFuture<ToolResult> result = calling(toolbox, new ToolCall.WaitFor(List.of(TASK), true, LONG));
            told(run, Optional.empty());

            assertThat(result.get().fields()).containsEntry("open", List.of("t1"));
            assertThat(inbox(run)).hasSize(1);
        }
    }

    @Test
    void answerOfAnotherTaskDoesNotEndItsWait() throws Exception {
        try (LedgerFixture run = new LedgerFixture(folder)) {
            CompletableFuture<ToolResult> result = calling(run.toolbox(false).attentive(), handoff());
            given(run);
            told(run, Optional.of(new TaskId("t9")));
            ends(run);

            assertThat(result.get().text()).contains("the answer");
        }
    }

    @Test
    void whoeverIsToldInTheMiddleOfATurnWaitsOn() throws Exception {
        try (LedgerFixture run = new LedgerFixture(folder)) {
            CompletableFuture<ToolResult> result = calling(run.toolbox(false), handoff());
            given(run);
            told(run, Optional.empty());
            ends(run);

            assertThat(result.get().text()).contains("the answer");
        }
    }
}
