package dev.cao.run;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cao.domain.ExitStatus;
import dev.cao.domain.FailureReason;
import dev.cao.domain.MessageState;
import dev.cao.domain.MessageView;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunOutcome;
import dev.cao.domain.RunPhase;
import dev.cao.domain.TaskId;
import dev.cao.domain.TaskOutcome;
import dev.cao.domain.TaskState;
import dev.cao.domain.TaskView;
import dev.cao.io.NoLeaks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("tmux")
@Timeout(60)
class OrchestratorTest {
    private static final String HEAD = """
            name: test
            goal: the goal
            supervisor: { provider: plan }
            """;

    @RegisterExtension
    final NoLeaks leaks = new NoLeaks();

    private Path folder;

    @BeforeEach
    void useTheFolderThatIsChecked() {
        folder = leaks.directory();
    }

    @Test
    void aPlanRunsToItsEnd() throws Exception {
        TestRun.command(folder, "upper", "tr", "a-z", "A-Z");
        Files.writeString(folder.resolve("out.tmpl"), "It said: {{loud}}\n");
        try (TestRun run = TestRun.of(folder, HEAD + """
                workers: [ { agent: upper } ]
                plan:
                  - handoff: { to: upper, task: "say {{goal}}", as: loud }
                  - write: { file: out.txt, template: out.tmpl }
                checks: [ { file: out.txt } ]
                """)) {
            RunOutcome outcome = run.pursue();

            assertThat(outcome)
                    .isEqualTo(new RunOutcome(RunPhase.DONE, ExitStatus.DONE, "The plan's 2 steps are done."));
            assertThat(run.work("out.txt")).isEqualTo("It said: SAY THE GOAL\n");
        }
    }

    @Test
    void theAnswerIsKeptAsAFile() throws Exception {
        TestRun.command(folder, "upper", "tr", "a-z", "A-Z");
        try (TestRun run = TestRun.of(folder, HEAD + """
                workers: [ { agent: upper } ]
                plan: [ { handoff: { to: upper, task: "abc" } } ]
                """)) {
            run.pursue();

            assertThat(run.directory().answer(new TaskId("t1"))).hasContent("ABC");
        }
    }

    @Test
    void aCommandThatFailsFailsTheRun() throws Exception {
        TestRun.command(folder, "broken", "sh", "-c", "echo out of luck >&2; exit 7");
        try (TestRun run = TestRun.of(folder, HEAD + """
                workers: [ { agent: broken } ]
                plan: [ { handoff: { to: broken, task: "x", as: answer } } ]
                """)) {
            RunOutcome outcome = run.pursue();

            assertThat(outcome.exit()).isEqualTo(ExitStatus.FAILED);
            assertThat(run.state().tasks().getFirst().outcome())
                    .get()
                    .isInstanceOfSatisfying(
                            TaskOutcome.Failed.class,
                            failed -> assertThat(failed.detail()).contains("7").contains("out of luck"));
        }
    }

    @Test
    void aTaskThatSucceedsAtItsSecondAttemptCountsAsDone() throws Exception {
        TestRun.command(folder, "moody", "sh", "-c", "test -e was-here || { touch was-here; exit 1; }; echo fine");
        try (TestRun run = TestRun.of(folder, HEAD + """
                workers: [ { agent: moody } ]
                plan: [ { handoff: { to: moody, task: "x", retry: 1 } } ]
                """)) {
            RunOutcome outcome = run.pursue();

            assertThat(outcome.exit()).isEqualTo(ExitStatus.DONE);
            assertThat(run.state().tasks())
                    .extracting(TaskView::state)
                    .containsExactly(TaskState.FAILED, TaskState.DONE);
        }
    }

    @Test
    void aMessageForWhichTheRunEndsTooEarlyIsNotLeftOpen() throws Exception {
        TestRun.command(folder, "quick", "cat");
        standIn("late", "{\"start\": {\"delay_ms\": 20000}, \"rules\": [{\"answer\": \"x\"}]}");
        try (TestRun run = TestRun.of(folder, HEAD + """
                workers: [ { agent: quick }, { agent: late } ]
                plan:
                  - send: { to: late, message: "a word" }
                  - handoff: { to: quick, task: "x" }
                """)) {
            run.pursue();

            MessageView message = run.state().messages().getFirst();
            assertThat(message.state()).isEqualTo(MessageState.FAILED);
            assertThat(message.detail()).isEqualTo("the run ended before it could be delivered");
        }
    }

    @Test
    void assignmentsToTwoWorkersOverlap() throws Exception {
        // Each waits until the other has started: if they did not overlap, none would end.
        TestRun.command(folder, "a", "sh", "-c", "touch a; while ! test -e b; do sleep 0.01; done; echo A");
        TestRun.command(folder, "b", "sh", "-c", "touch b; while ! test -e a; do sleep 0.01; done; echo B");
        try (TestRun run = TestRun.of(folder, HEAD + """
                workers: [ { agent: a }, { agent: b } ]
                plan:
                  - assign: { to: a, task: "x" }
                  - assign: { to: b, task: "x" }
                  - wait: { for: [a, b] }
                """)) {
            assertThat(run.pursue().exit()).isEqualTo(ExitStatus.DONE);
        }
    }

    @Test
    void tasksOfAParallelWorkerGoToItsSessions() throws Exception {
        TestRun.command(folder, "a", "sh", "-c", "touch $CAO_WORKER; while ! test -e a -a -e a-2; do sleep 0.01; done");
        try (TestRun run = TestRun.of(folder, HEAD + """
                workers: [ { agent: a, parallel: 2 } ]
                plan:
                  - assign: { to: a, task: "x", as: one }
                  - assign: { to: a, task: "y", as: two }
                  - wait: { for: [one, two] }
                """)) {
            run.pursue();

            assertThat(run.state().tasks())
                    .extracting(task -> task.session().map(Object::toString).orElse(""))
                    .containsExactlyInAnyOrder("a", "a-2");
        }
    }

    @Test
    void aCheckThatDoesNotHoldFailsTheRun() throws Exception {
        TestRun.command(folder, "cat", "cat");
        try (TestRun run = TestRun.of(folder, HEAD + """
                workers: [ { agent: cat } ]
                plan: [ { handoff: { to: cat, task: "x" } } ]
                checks: [ { file: missing.txt } ]
                """)) {
            RunOutcome outcome = run.pursue();

            assertThat(outcome)
                    .isEqualTo(new RunOutcome(
                            RunPhase.FAILED,
                            ExitStatus.FAILED,
                            "check fails: file missing.txt: there is no such file"));
        }
    }

    @Test
    void aTextTooLongToBeTypedReachesTheCommandWhole() throws Exception {
        TestRun.command(folder, "count", "wc", "-c");
        try (TestRun run = TestRun.of(folder, HEAD + """
                workers: [ { agent: count } ]
                plan: [ { handoff: { to: count, task: "%s" } } ]
                """.formatted("x".repeat(20_000)))) {
            run.pursue();

            assertThat(Files.readString(run.directory().answer(new TaskId("t1")))
                            .strip())
                    .isEqualTo("20000");
        }
    }

    @Test
    void aRunThatIsStoppedEndsItsTasks() throws Exception {
        TestRun.command(folder, "slow", "sleep", "1000");
        try (TestRun run = TestRun.of(folder, HEAD + """
                workers: [ { agent: slow } ]
                plan: [ { handoff: { to: slow, task: "x", retry: 3 } } ]
                """)) {
            CompletableFuture<RunOutcome> outcome = inBackground(run);
            awaitTask(run, TaskState.WORKING);

            run.orchestrator().stop("test", ExitStatus.TERMINATED, "enough");

            assertThat(outcome.get(30, SECONDS))
                    .isEqualTo(new RunOutcome(RunPhase.STOPPED, ExitStatus.TERMINATED, "enough"));
            assertThat(run.state().tasks()).extracting(TaskView::state).containsExactly(TaskState.CANCELLED);
            assertThat(run.entries().getLast().event()).isInstanceOf(RunEvent.RunEnded.class);
        }
    }

    @Test
    void aRunThatTakesTooLongEndsWithTheTimeLimit() throws Exception {
        TestRun.command(folder, "slow", "sleep", "1000");
        try (TestRun run = TestRun.of(folder, HEAD + """
                workers: [ { agent: slow } ]
                plan: [ { handoff: { to: slow, task: "x" } } ]
                limits: { time: 1s }
                """)) {
            assertThat(run.pursue().exit()).isEqualTo(ExitStatus.TIME_LIMIT);
        }
    }

    @Test
    void aRunThatUsesUpItsTokensEndsWithTheLimit() throws Exception {
        standIn("greedy", """
                {"rules": [{"actions": [{"answer": {"text": "ok", "usage": {"input_tokens": 600, "output_tokens": 400}}}]}]}
                """);
        try (TestRun run = TestRun.of(folder, HEAD + """
                workers: [ { agent: greedy } ]
                plan:
                  - handoff: { to: greedy, task: "one", as: one }
                  - handoff: { to: greedy, task: "two", as: two }
                  - handoff: { to: greedy, task: "three", as: three }
                limits: { tokens: 1500 }
                """)) {
            RunOutcome outcome = run.pursue();

            assertThat(outcome)
                    .isEqualTo(new RunOutcome(
                            RunPhase.FAILED, ExitStatus.LIMIT, "the limit of 1500 tokens was reached: 2000 were used"));
        }
    }

    @Test
    void aTaskThatTakesTooLongFailsAndItsWorkerGoesOn() throws Exception {
        TestRun.command(folder, "moody", "sh", "-c", "test -e was-here || { touch was-here; sleep 1000; }; echo fine");
        try (TestRun run = TestRun.of(folder, HEAD + """
                workers: [ { agent: moody } ]
                plan: [ { handoff: { to: moody, task: "x", retry: 1 } } ]
                limits: { task: 1s }
                """)) {
            assertThat(run.pursue().exit()).isEqualTo(ExitStatus.DONE);
            assertThat(run.state().tasks().getFirst().outcome())
                    .get()
                    .isInstanceOfSatisfying(
                            TaskOutcome.Failed.class,
                            failed -> assertThat(failed.reason()).isEqualTo(FailureReason.TIMEOUT));
        }
    }

    @Test
    void anAgentThatIsKilledFailsItsTaskAndIsStartedAgainForTheNext() throws Exception {
        TestRun.command(
                folder, "victim", "sh", "-c", "test -e was-here || { touch was-here; kill -9 $PPID; }; echo fine");
        try (TestRun run = TestRun.of(folder, HEAD + """
                workers: [ { agent: victim } ]
                plan: [ { handoff: { to: victim, task: "x", retry: 1 } } ]
                """)) {
            assertThat(run.pursue().exit()).isEqualTo(ExitStatus.DONE);
            assertThat(run.state().tasks().getFirst().outcome())
                    .get()
                    .isInstanceOfSatisfying(
                            TaskOutcome.Failed.class,
                            failed -> assertThat(failed.detail()).contains("signal 9"));
            assertThat(run.state().workers())
                    .singleElement()
                    .satisfies(worker -> assertThat(worker.incarnation()).isEqualTo(2));
        }
    }

    @Test
    void aPermissionThatNobodyMayGiveEndsAnUnattendedRunAsBlocked() throws Exception {
        standIn("asks", """
                {"rules": [{"actions": [{"permission": {"tool": "Bash", "input": {"command": "ls"}}}, {"answer": "ok"}]}]}
                """);
        RunPlan.Options unattended = new RunPlan.Options(false, true, Optional.empty(), Optional.empty());
        try (TestRun run = TestRun.of(folder, HEAD + """
                workers: [ { agent: asks } ]
                plan: [ { handoff: { to: asks, task: "x" } } ]
                """, unattended)) {
            RunOutcome outcome = run.pursue();

            assertThat(outcome.exit()).isEqualTo(ExitStatus.BLOCKED);
            assertThat(outcome.phase()).isEqualTo(RunPhase.BLOCKED);
        }
    }

    @Test
    void aMessageIsDeliveredOnceWhenItsReceiverIsIdle() throws Exception {
        TestRun.command(folder, "log", "tee", "-a", "log.txt");
        TestRun.command(folder, "slow", "sh", "-c", "while ! test -e go; do sleep 0.01; done");
        try (TestRun run = TestRun.of(folder, HEAD + """
                workers: [ { agent: log }, { agent: slow } ]
                plan:
                  - send: { to: log, message: "good morning" }
                  - handoff: { to: slow, task: "x" }
                """)) {
            CompletableFuture<RunOutcome> outcome = inBackground(run);
            await().atMost(30, SECONDS)
                    .until(() -> run.state().messages().stream()
                            .map(MessageView::state)
                            .toList()
                            .equals(List.of(MessageState.ACCEPTED)));
            await().atMost(30, SECONDS).until(() -> Files.exists(folder.resolve("work/log.txt")));
            Files.createFile(folder.resolve("work/go"));
            outcome.get(30, SECONDS);

            assertThat(run.work("log.txt").strip()).isEqualTo("[Message m1 from supervisor]\ngood morning");
        }
    }

    @Test
    void everyTaskIsRecordedBeforeItIsTyped() throws Exception {
        TestRun.command(folder, "cat", "cat");
        try (TestRun run = TestRun.of(folder, HEAD + """
                workers: [ { agent: cat } ]
                plan: [ { handoff: { to: cat, task: "x" } } ]
                """)) {
            run.pursue();

            assertThat(run.position(RunEvent.TaskCreated.class::isInstance))
                    .isLessThan(run.position(RunEvent.TaskSent.class::isInstance));
            assertThat(run.position(RunEvent.TaskSent.class::isInstance))
                    .isLessThan(run.position(RunEvent.TaskAccepted.class::isInstance));
            assertThat(run.position(RunEvent.TaskAccepted.class::isInstance))
                    .isLessThan(run.position(RunEvent.TaskEnded.class::isInstance));
        }
    }

    private void standIn(String name, String script) throws Exception {
        Files.writeString(folder.resolve(name + ".json"), script);
        TestRun.agent(folder, name, "provider: stand-in\nscript: ../%s.json\n".formatted(name));
    }

    private static void awaitTask(TestRun run, TaskState state) {
        await().atMost(30, SECONDS).until(() -> run.state().tasks().stream().anyMatch(task -> task.state() == state));
    }

    private static CompletableFuture<RunOutcome> inBackground(TestRun run) {
        CompletableFuture<RunOutcome> outcome = new CompletableFuture<>();
        Thread.ofVirtual().name("test-run").start(() -> {
            try {
                outcome.complete(run.pursue());
            } catch (InterruptedException | RuntimeException e) {
                outcome.completeExceptionally(e);
            }
        });
        return outcome;
    }
}
