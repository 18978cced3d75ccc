package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cao.control.ControlClient;
import dev.cao.control.ControlRequest;
import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.FailureReason;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunOutcome;
import dev.cao.domain.RunPhase;
import dev.cao.domain.RunState;
import dev.cao.domain.TaskOutcome;
import dev.cao.domain.TaskState;
import dev.cao.domain.TaskView;
import dev.cao.io.Json;
import dev.cao.profile.LimitRaise;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Limits that hold: agents that are stopped, and runs that pause until a person raises the limit. */
@Tag("e2e")
@Timeout(180)
class LimitsTest {
    @TempDir
    Path folder;

    @BeforeEach
    void writeAgents() throws Exception {
        TestRun.command(folder, "free", "cat");
        Files.createDirectories(folder.resolve("agents"));
        Files.writeString(folder.resolve("agents/dear-script.yaml"), """
                rules:
                  - actions:
                      - answer: { text: "done", usage: { input_tokens: 600, output_tokens: 0 } }
                """);
        TestRun.agent(folder, "dear", "provider: stand-in\nscript: dear-script.yaml\n");
    }

    private TestRun run(String limits, String ofWorker) throws Exception {
        return TestRun.of(folder, """
                name: dear
                goal: go
                supervisor: { provider: plan }
                workers:
                  - { agent: dear, limits: { %s } }
                  - { agent: free }
                plan:
                  - handoff: { to: dear, task: "first", as: first }
                  - handoff: { to: dear, task: "second", as: second }
                  - handoff: { to: dear, task: "third", as: third }
                limits: { %s }
                """.formatted(ofWorker, limits));
    }

    private static CompletableFuture<RunOutcome> started(TestRun run) {
        CompletableFuture<RunOutcome> outcome = new CompletableFuture<>();
        Thread.ofVirtual().name("run").start(() -> {
            try {
                outcome.complete(run.pursue());
            } catch (InterruptedException | RuntimeException e) {
                outcome.completeExceptionally(e);
            }
        });
        return outcome;
    }

    private static void until(TestRun run, Predicate<RunState> condition) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(25))
                .until(() -> condition.test(run.state()));
    }

    private static void raise(TestRun run, String limit) {
        Path socket = RunSockets.find(run.directory()).orElseThrow().control().socket();
        try (ControlClient client = ControlClient.connect(socket, "").orElseThrow()) {
            client.request(new ControlRequest.Raise(List.of(limit)));
        }
    }

    @Test
    void agentAtItsLimitGetsNothingMoreAndTheRunEndsWithThatReason() throws Exception {
        try (TestRun run = run("", "tokens: 1000")) {
            RunOutcome outcome = run.pursue();

            assertThat(outcome.phase()).isEqualTo(RunPhase.FAILED);
            assertThat(outcome.exit()).isEqualTo(ExitStatus.LIMIT);
            TaskView last = run.state().tasks().getLast();
            assertThat(last.sending()).as("the third was not typed").isEmpty();
            assertThat(last.outcome().orElseThrow())
                    .isEqualTo(new TaskOutcome.Failed(
                            FailureReason.LIMIT, "dear's limit of 1000 tokens was reached: 1200 were used", ""));
            assertThat(run.state().limits().isNear("dear.tokens")).isTrue();
        }
    }

    @Test
    void agentWhoseTimeIsUpIsBrokenOff() throws Exception {
        TestRun.command(folder, "slow", "sleep", "1000");
        try (TestRun run = TestRun.of(folder, """
                name: slow
                goal: go
                supervisor: { provider: plan }
                workers: [ { agent: slow, limits: { time: 1s } } ]
                plan: [ { handoff: { to: slow, task: "first" } } ]
                """)) {
            RunOutcome outcome = run.pursue();

            assertThat(outcome.exit()).isEqualTo(ExitStatus.LIMIT);
            assertThat(((TaskOutcome.Failed)
                                    run.state().tasks().getFirst().outcome().orElseThrow())
                            .reason())
                    .isEqualTo(FailureReason.LIMIT);
        }
    }

    @Test
    void pausedRunGoesOnWhenItsLimitIsRaised() throws Exception {
        try (TestRun run = run("tokens: 600, at_limit: pause", "")) {
            CompletableFuture<RunOutcome> outcome = started(run);
            until(
                    run,
                    state ->
                            !state.limits().reached().isEmpty() && state.tasks().size() == 2);

            assertThat(Json.line(StatusDocument.of(run.state(), true, Map.of(), Instant.now())))
                    .contains("\"limits_reached\":[{\"agent\":\"\",\"limit\":\"tokens\"");
            assertThatThrownBy(() -> raise(run, "tokens=500"))
                    .isInstanceOfSatisfying(
                            CaoException.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.USAGE))
                    .hasMessageContaining("tokens is too little: 600 were used already");
            assertThat(run.state().tasks().getLast().state()).isEqualTo(TaskState.QUEUED);
            raise(run, "tokens=1M");

            assertThat(outcome.get().exit()).isEqualTo(ExitStatus.DONE);
            assertThat(run.position(event -> event instanceof RunEvent.LimitRaised))
                    .isLessThan(run.position(event -> event instanceof RunEvent.TaskSent sent
                            && sent.task().value().equals("t2")));
        }
    }

    @Test
    void pauseOutlivesItsOrchestrator() throws Exception {
        try (TestRun run = run("", "turns: 1, at_limit: pause")) {
            CompletableFuture<RunOutcome> outcome = started(run);
            until(run, now -> !now.limits().reached().isEmpty() && now.tasks().size() == 2);
            run.orchestrator().hangUp();
            await().atMost(Duration.ofSeconds(30)).until(outcome::isDone);
            run.leave();

            assertThatThrownBy(() -> Raising.whileItRests(
                            run.directory(), List.of(LimitRaise.parse("dear.turns=1")), Instant.now()))
                    .hasMessageContaining("dear.turns is too little: 1 were made already");
            Raising.whileItRests(run.directory(), List.of(LimitRaise.parse("dear.turns=3")), Instant.now());
            try (Orchestrator again = Orchestrator.open(run.directory(), TestRun.machine(folder))) {
                Optional<RunOutcome> end = again.pursue();

                assertThat(end.orElseThrow().exit()).isEqualTo(ExitStatus.DONE);
            }
        }
    }
}
