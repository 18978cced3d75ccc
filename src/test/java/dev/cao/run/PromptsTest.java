package dev.cao.run;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cao.agent.AgentFact;
import dev.cao.domain.Address;
import dev.cao.domain.CallKey;
import dev.cao.domain.FailureReason;
import dev.cao.domain.MessageState;
import dev.cao.domain.MessageView;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunEvent.Wait;
import dev.cao.domain.RunId;
import dev.cao.domain.TaskId;
import dev.cao.domain.TaskOutcome;
import dev.cao.domain.TaskState;
import dev.cao.domain.TaskView;
import dev.cao.provider.AgentProviders;
import dev.cao.tool.ToolCall;
import dev.cao.tool.ToolResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Permissions and questions that a worker's profile leaves to the supervisor. */
@Timeout(30)
class PromptsTest {
    private static final TaskId TASK = new TaskId("t1");
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private final List<LedgerFixture> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(LedgerFixture::close);
    }

    private LedgerFixture run(String permissions) throws Exception {
        LedgerFixture run = new LedgerFixture(folder, permissions);
        opened.add(run);
        return run;
    }

    private TaskDesk desk(LedgerFixture run, boolean unattended) throws Exception {
        RunDirectory directory =
                RunDirectory.of(Files.createDirectories(folder.resolve("state")), new RunId("test-abc"));
        Files.createDirectories(directory.journal().getParent().resolve("answers"));
        return new TaskDesk(
                run.team.members().getFirst(),
                new WorkerTools(
                        run.ledger,
                        null,
                        null,
                        directory,
                        null,
                        () -> now.get(),
                        Duration.ofHours(1),
                        unattended,
                        new TypingHolds(),
                        new ListedTools(),
                        new StatusBoard(),
                        new Stagger(4)));
    }

    private static AgentFact.Waiting permission() {
        return new AgentFact.Waiting(Instant.now(), Wait.PERMISSION, "r1", "Bash rm -rf build");
    }

    private static CompletableFuture<ToolResult> calling(LedgerFixture run, String key, ToolCall call) {
        CompletableFuture<ToolResult> result = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                result.complete(run.toolbox(false).call(Address.SUPERVISOR, new CallKey(key), call));
            } catch (InterruptedException | RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    private static CompletableFuture<ToolResult> handoff(LedgerFixture run) {
        var result = calling(run, "k1", new ToolCall.Handoff(LedgerFixture.WORKER, "work", LONG, Optional.empty()));
        await().atMost(10, SECONDS).until(() -> task(run).isPresent());
        return result;
    }

    private static Optional<TaskView> task(LedgerFixture run) {
        return run.ledger.read(state -> state.task(TASK));
    }

    /** The worker takes the task and comes to its prompt. */
    private static void work(LedgerFixture run, TaskDesk desk) {
        Outgoing next = run.ledger
                .read(state -> Outgoing.next(state, run.team.members().getFirst()))
                .orElseThrow();
        var provider = AgentProviders.named("stand-in").orElseThrow();
        String typed = desk.claim(next, provider, new TaskDesk.Place(1, 0, false))
                .orElseThrow()
                .typed();
        desk.taken(new AgentFact.PromptTaken(Instant.now(), "p1", typed, false));
    }

    private static List<MessageView> messages(LedgerFixture run) {
        return run.ledger.read(state -> state.messages());
    }

    @Test
    void aHandoffReturnsAtOnceWithWhatIsAskedAndHowToAnswer() throws Exception {
        LedgerFixture run = run("supervisor");
        TaskDesk desk = desk(run, false);
        CompletableFuture<ToolResult> handoff = handoff(run);
        work(run, desk);

        desk.waiting(permission());

        ToolResult told = handoff.get(10, SECONDS);
        assertThat(told.fields())
                .containsEntry("status", "blocked")
                .containsEntry("task_id", "t1")
                .containsEntry("waiting_for", "permission")
                .containsEntry("asks", "Bash rm -rf build");
        assertThat(told.text()).contains("answer_prompt", "allow", "deny", "wait_for");
        assertThat(messages(run)).isEmpty();
    }

    @Test
    void aModelIsToldWhatIsAskedAndHearsTheAnswerOfItsHandoffByAMessage() throws Exception {
        LedgerFixture run = run("supervisor");
        TaskDesk desk = desk(run, false);
        CompletableFuture<ToolResult> handoff = CompletableFuture.supplyAsync(() -> attentively(run));
        await().atMost(10, SECONDS).until(() -> task(run).isPresent());
        work(run, desk);

        desk.waiting(permission());
        ToolResult told = handoff.get(10, SECONDS);
        desk.waitOver();
        desk.turnEnded(new AgentFact.TurnEnded(Instant.now(), "p1", "the answer", Optional.empty(), List.of()));

        assertThat(told.fields()).containsEntry("status", "blocked").containsEntry("asks", "Bash rm -rf build");
        assertThat(messages(run)).singleElement().satisfies(message -> {
            assertThat(message.body()).contains("the answer");
            assertThat(message.to()).isEqualTo(Address.SUPERVISOR);
        });
    }

    private static ToolResult attentively(LedgerFixture run) {
        try {
            ToolCall call = new ToolCall.Handoff(LedgerFixture.WORKER, "work", LONG, Optional.empty());
            return run.toolbox(false).attentive().call(Address.SUPERVISOR, new CallKey("k1"), call);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void waitForReturnsForAPromptAndWaitsAgainOnceItIsAnswered() throws Exception {
        LedgerFixture run = run("supervisor");
        TaskDesk desk = desk(run, false);
        calling(run, "k1", new ToolCall.Assign(LedgerFixture.WORKER, "work", Optional.empty()))
                .get(10, SECONDS);
        work(run, desk);
        desk.waiting(permission());
        ToolCall wait = new ToolCall.WaitFor(List.of(TASK), true, LONG);

        ToolResult told = calling(run, "k2", wait).get(10, SECONDS);
        desk.waitOver();
        CompletableFuture<ToolResult> again = calling(run, "k3", wait);
        desk.turnEnded(new AgentFact.TurnEnded(Instant.now(), "p1", "the answer", Optional.empty(), List.of()));

        assertThat(told.text()).contains("rm -rf build", "answer_prompt");
        assertThat((List<?>) told.fields().get("blocked")).hasSize(1);
        assertThat(again.get(10, SECONDS).text()).contains("the answer");
        assertThat(messages(run).getFirst().state()).isEqualTo(MessageState.ACCEPTED);
    }

    @Test
    void theGiverOfAnAssignmentGetsAMessage() throws Exception {
        LedgerFixture run = run("supervisor");
        TaskDesk desk = desk(run, false);
        calling(run, "k1", new ToolCall.Assign(LedgerFixture.WORKER, "work", Optional.empty()))
                .get(10, SECONDS);
        work(run, desk);

        desk.waiting(permission());

        assertThat(messages(run)).singleElement().satisfies(message -> {
            assertThat(message.to()).isEqualTo(Address.SUPERVISOR);
            assertThat(message.body()).contains("t1", "rm -rf build", "answer_prompt");
        });
    }

    @Test
    void aMessageAboutWhatWasAnsweredMeanwhileIsNotDelivered() throws Exception {
        LedgerFixture run = run("supervisor");
        TaskDesk desk = desk(run, false);
        calling(run, "k1", new ToolCall.Assign(LedgerFixture.WORKER, "work", Optional.empty()))
                .get(10, SECONDS);
        work(run, desk);
        desk.waiting(permission());

        desk.waitOver();

        assertThat(messages(run)).extracting(MessageView::state).containsExactly(MessageState.FAILED);
        assertThat(task(run).orElseThrow().state()).isEqualTo(TaskState.WORKING);
    }

    @Test
    void aWorkerThatAsksWithoutATaskIsToldOfAsWell() throws Exception {
        LedgerFixture run = run("supervisor");
        TaskDesk desk = desk(run, false);

        desk.waiting(permission());
        desk.waiting(permission());

        assertThat(messages(run))
                .singleElement()
                .satisfies(message -> assertThat(message.body()).contains("rm -rf build"));
    }

    @Test
    void theSupervisorIsNotToldWhereTheProfileLeavesItToThePerson() throws Exception {
        LedgerFixture run = run("user");
        TaskDesk desk = desk(run, false);
        CompletableFuture<ToolResult> handoff = handoff(run);
        work(run, desk);

        desk.waiting(permission());
        ToolResult refused = run.toolbox(false)
                .call(Address.SUPERVISOR, new CallKey("k9"), new ToolCall.AnswerPrompt(LedgerFixture.WORKER, "allow"));

        assertThat(handoff).isNotDone();
        assertThat(messages(run)).isEmpty();
        assertThat(refused.ok()).isFalse();
        assertThat(refused.text()).contains("permissions: supervisor");
        desk.fail(FailureReason.INTERRUPTED, "the test is over");
        handoff.get(10, SECONDS);
    }

    @Test
    void thePersonMayAnswerWhateverTheProfileSays() throws Exception {
        LedgerFixture run = run("user");

        assertThat(run.toolbox(false)
                        .call(Address.USER, new CallKey("k1"), new ToolCall.AnswerPrompt(LedgerFixture.WORKER, "allow"))
                        .ok())
                .isTrue();
    }

    @Test
    void anUnattendedRunWaitsForTheSupervisorUntilItsDeadline() throws Exception {
        LedgerFixture run = run("supervisor");
        TaskDesk desk = desk(run, true);
        CompletableFuture<ToolResult> handoff = handoff(run);
        work(run, desk);

        boolean stopsAtOnce = desk.waiting(permission());
        handoff.get(10, SECONDS);
        boolean early = desk.overdue(now.get().plus(OpenRequest.OF_SUPERVISOR).minusSeconds(1));
        Instant wakes = desk.nextDeadline();
        boolean late = desk.overdue(now.get().plus(OpenRequest.OF_SUPERVISOR));

        assertThat(stopsAtOnce).isFalse();
        assertThat(early).isFalse();
        assertThat(wakes).isEqualTo(now.get().plus(OpenRequest.OF_SUPERVISOR));
        assertThat(late).isTrue();
        assertThat(task(run).orElseThrow().outcome().orElseThrow())
                .isInstanceOfSatisfying(TaskOutcome.Failed.class, failed -> {
                    assertThat(failed.reason()).isEqualTo(FailureReason.BLOCKED_ON_PERMISSION);
                    assertThat(failed.detail()).contains("supervisor did not answer", "rm -rf build");
                });
    }

    @Test
    void whatIsAskedOutsideOfATaskIsBrokenOffWhereNobodyMayAnswer() throws Exception {
        LedgerFixture run = run("user");

        assertThat(desk(run, true).waiting(permission())).isTrue();
    }

    @Test
    void thePlanIsToldNothing() throws Exception {
        LedgerFixture run = run("supervisor");
        run.ledger.append(new RunEvent.SupervisorChosen("plan", Optional.empty(), "test"));
        TaskDesk desk = desk(run, false);

        desk.waiting(permission());

        assertThat(messages(run)).isEmpty();
    }
}
