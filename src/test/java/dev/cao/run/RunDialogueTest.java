package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cao.domain.Address;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.MessageState;
import dev.cao.domain.MessageView;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunState;
import dev.cao.io.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a supervisor that is a model learns from the run's journal, and when it may be asked. */
final class RunDialogueTest {
    @TempDir
    private Path folder;

    private final AtomicReference<Budget.Leave> leave = new AtomicReference<>(Budget.Leave.GRANTED);

    private RunDialogue dialogue(LedgerFixture run) {
        return new RunDialogue(run.ledger, Time.system(), _ -> leave.get(), _ -> {});
    }

    private static CompletableFuture<Optional<RunEvent.SupervisorAsked>> asking(RunDialogue dialogue) {
        CompletableFuture<Optional<RunEvent.SupervisorAsked>> asked = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                asked.complete(dialogue.ask(1, _ -> "[]"));
            } catch (InterruptedException | RuntimeException e) {
                asked.completeExceptionally(e);
            }
        });
        return asked;
    }

    private static void waits(CompletableFuture<?> asked) {
        await().during(Duration.ofMillis(200)).atMost(Duration.ofSeconds(10)).until(() -> !asked.isDone());
    }

    @Test
    void pausedModelIsAskedWhenTheLimitIsRaised() throws Exception {
        try (LedgerFixture run = new LedgerFixture(folder)) {
            leave.set(Budget.Leave.LATER);
            CompletableFuture<Optional<RunEvent.SupervisorAsked>> asked = asking(dialogue(run));
            waits(asked);

            leave.set(Budget.Leave.GRANTED);
            run.ledger.append(new RunEvent.LimitRaised("", "cost", "10", "user"));

            assertThat(asked.get()).isPresent();
        }
    }

    @Test
    void pausedRunThatIsStoppedAsksNobody() throws Exception {
        try (LedgerFixture run = new LedgerFixture(folder)) {
            leave.set(Budget.Leave.LATER);
            CompletableFuture<Optional<RunEvent.SupervisorAsked>> asked = asking(dialogue(run));
            waits(asked);
            run.ledger.append(new RunEvent.StopRequested("user", ExitStatus.TERMINATED, "enough"));

            assertThat(asked.get()).isEmpty();
        }
    }

    @Test
    void messagesGoWithTheRequestThatTellsThem() throws Exception {
        try (LedgerFixture run = new LedgerFixture(folder)) {
            run.ledger.append(new RunEvent.MessageRecorded(
                    run.ledger.read(RunState::nextMessage),
                    Address.USER,
                    Address.SUPERVISOR,
                    "Mind the batch window.",
                    Optional.empty()));
            assertThat(dialogue(run).awaitMessage()).isTrue();

            assertThat(dialogue(run).ask(1, messages -> messages.getFirst().body()))
                    .hasValueSatisfying(asked -> assertThat(asked.content()).isEqualTo("Mind the batch window."));
            List<MessageView> messages = run.ledger.read(RunState::messages);
            assertThat(messages).extracting(MessageView::state).containsExactly(MessageState.ACCEPTED);
        }
    }
}
