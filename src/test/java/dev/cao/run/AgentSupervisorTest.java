package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.control.ControlClient;
import dev.cao.control.ControlRequest;
import dev.cao.domain.Address;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.MessageState;
import dev.cao.domain.MessageView;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunOutcome;
import dev.cao.domain.RunPhase;
import dev.cao.domain.RunState;
import dev.cao.domain.TaskState;
import dev.cao.domain.TaskView;
import dev.cao.io.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A supervisor that is an agent in a session of its own, played by the stand-in: it calls the tools through a real bridge. */
@Tag("e2e")
@Timeout(120)
class AgentSupervisorTest {
    private static final RunPlan.Options ATTENDED =
            new RunPlan.Options(false, false, Optional.empty(), Optional.empty());
    private static final RunPlan.Options UNATTENDED =
            new RunPlan.Options(false, true, Optional.empty(), Optional.empty());

    @TempDir
    Path folder;

    @BeforeEach
    void writeAgents() throws Exception {
        TestRun.command(folder, "upper", "tr", "a-z", "A-Z");
        TestRun.command(folder, "slow", "sh", "-c", "until [ -e hurry ]; do sleep 0.1; done; echo at last");
    }

    private TestRun run(String script, RunPlan.Options options) throws Exception {
        return run(script, options, "");
    }

    private TestRun run(String script, RunPlan.Options options, String more) throws Exception {
        Files.writeString(folder.resolve("lead.yaml"), script);
        return TestRun.of(folder, """
                name: led
                goal: shout
                supervisor: { provider: stand-in, script: lead.yaml%s }
                workers: [ { agent: upper }, { agent: slow } ]
                """.formatted(more), options);
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
        await().atMost(Duration.ofSeconds(45))
                .pollInterval(Duration.ofMillis(25))
                .until(() -> condition.test(run.state()));
    }

    private static ObjectNode request(TestRun run, ControlRequest request) {
        Path socket = RunSockets.find(run.directory()).orElseThrow().control().socket();
        try (ControlClient client = ControlClient.connect(socket, "").orElseThrow()) {
            return client.request(request);
        }
    }

    private static List<String> bodies(RunState state, Address from) {
        return state.messages().stream()
                .filter(message -> message.from().equals(from) && message.to().equals(Address.SUPERVISOR))
                .map(MessageView::body)
                .toList();
    }

    @Test
    void supervisorHandsOffAndFinishesTheRun() throws Exception {
        try (TestRun run = run("""
                rules:
                  - contains: "The goal of the run: shout"
                    actions:
                      - tool: { name: handoff, arguments: { agent_profile: upper, message: "say it" } }
                      - tool: { name: finish, arguments: { status: done, summary: "it said {{result}}" } }
                """, ATTENDED)) {
            RunOutcome outcome = run.pursue();

            assertThat(outcome).isEqualTo(new RunOutcome(RunPhase.DONE, ExitStatus.DONE, "it said SAY IT"));
            assertThat(run.state().supervisor().map(RunEvent.SupervisorChosen::provider))
                    .contains("stand-in");
        }
    }

    @Test
    void answersOfAssignmentsWakeTheSupervisorOnce() throws Exception {
        try (TestRun run = run("""
                rules:
                  - contains: "The goal of the run"
                    actions:
                      - tool: { name: assign, arguments: { agent_profile: upper, message: "one" } }
                      - tool: { name: assign, arguments: { agent_profile: slow, message: "two" } }
                      - run: [ touch, hurry ]
                      - answer: "I wait."
                  - contains: "the answer to task t2"
                    actions:
                      - tool: { name: wait_for, arguments: { task_ids: [ t1, t2 ] } }
                      - tool: { name: finish, arguments: { status: done, summary: "{{result}}" } }
                  - answer: "noted"
                """, ATTENDED)) {
            RunOutcome outcome = run.pursue();

            assertThat(outcome.summary()).contains("ONE", "at last");
            assertThat(outcome.exit()).isEqualTo(ExitStatus.DONE);
            assertThat(bodies(run.state(), Address.ORCHESTRATOR)).isEmpty();
            assertThat(run.state().messages())
                    .filteredOn(message -> message.inReplyTo().isPresent())
                    .allMatch(message -> message.attempt() <= 1 && message.state() == MessageState.ACCEPTED);
        }
    }

    @Test
    void supervisorThatStopsIsRemindedOnceAndThenTheRunHasFailed() throws Exception {
        try (TestRun run = run("""
                rules:
                  - contains: "The goal of the run"
                    actions:
                      - tool: { name: handoff, arguments: { agent_profile: upper, message: "one" } }
                  - answer: "I am done, I think."
                """, ATTENDED)) {
            RunOutcome outcome = run.pursue();

            assertThat(outcome.exit()).isEqualTo(ExitStatus.FAILED);
            assertThat(outcome.summary())
                    .isEqualTo("the supervisor stopped without calling finish, also after a reminder");
            assertThat(bodies(run.state(), Address.ORCHESTRATOR)).containsExactly(SupervisorWords.reminder());
        }
    }

    @Test
    void remindedSupervisorMayStillFinish() throws Exception {
        try (TestRun run = run("""
                rules:
                  - contains: "The goal of the run"
                    actions:
                      - tool: { name: handoff, arguments: { agent_profile: upper, message: "one" } }
                  - contains: "without calling finish"
                    actions:
                      - tool: { name: finish, arguments: { status: done, summary: "thanks" } }
                """, ATTENDED)) {
            assertThat(run.pursue().summary()).isEqualTo("thanks");
        }
    }

    @Test
    void permissionOfTheSupervisorInCiBlocksTheRun() throws Exception {
        try (TestRun run = run("""
                rules:
                  - actions: [ { permission: { tool: Bash, input: { command: ls } } } ]
                """, UNATTENDED)) {
            RunOutcome outcome = run.pursue();

            assertThat(outcome.exit()).isEqualTo(ExitStatus.BLOCKED);
            assertThat(outcome.summary()).contains("the supervisor asks for a permission", "Bash");
        }
    }

    @Test
    void userAnswersTheSupervisorsPermissionAndSendsItMessages() throws Exception {
        try (TestRun run = run("""
                rules:
                  - contains: "The goal of the run"
                    actions:
                      - tool: { name: assign, arguments: { agent_profile: slow, message: "one" } }
                      - permission: { tool: Bash, input: { command: ls }, allow: [ { answer: "may" } ] }
                  - contains: "hurry up"
                    actions:
                      - run: [ touch, hurry ]
                      - answer: "yes"
                  - contains: "at last"
                    actions:
                      - tool: { name: finish, arguments: { status: done, summary: "heard you" } }
                """, ATTENDED)) {
            CompletableFuture<RunOutcome> outcome = started(run);
            until(run, state -> state.tasks().size() == 1);
            await().until(() -> request(run, new ControlRequest.Status())
                    .at("/supervisor/status")
                    .asText()
                    .equals("blocked"));
            assertThat(request(run, new ControlRequest.Why("supervisor"))
                            .path("detail")
                            .asText())
                    .contains("Bash");
            request(run, new ControlRequest.Answer("supervisor", "allow"));
            request(run, new ControlRequest.Send("supervisor", "hurry up"));

            assertThat(outcome.get().summary()).isEqualTo("heard you");
        }
    }

    @Test
    void supervisorThatDiesIsStartedAgainWithItsConversation() throws Exception {
        try (TestRun run = run("""
                rules:
                  - contains: "The goal of the run"
                    actions:
                      - tool: { name: assign, arguments: { agent_profile: upper, message: "one" } }
                      - crash: { signal: KILL }
                  - contains: "was started again"
                    actions:
                      - tool: { name: wait_for, arguments: { task_ids: [ t1 ] } }
                      - tool: { name: finish, arguments: { status: done, summary: "{{result}}" } }
                """, ATTENDED)) {
            RunOutcome outcome = run.pursue();

            assertThat(outcome.summary()).contains("ONE");
            assertThat(run.state().tasks()).extracting(TaskView::state).containsExactly(TaskState.DONE);
            assertThat(run.entries().stream()
                            .map(entry -> entry.event())
                            .filter(RunEvent.WorkerStarting.class::isInstance)
                            .map(RunEvent.WorkerStarting.class::cast)
                            .filter(start -> start.worker().value().equals("supervisor"))
                            .map(RunEvent.WorkerStarting::nativeSession)
                            .distinct())
                    .hasSize(1);
        }
    }

    @Test
    void supervisorThatCannotBeKeptAliveIsLost() throws Exception {
        try (TestRun run = run("""
                start: { crash: { exit_code: 7 } }
                rules: [ { answer: "never" } ]
                """, ATTENDED, ", restarts: 1")) {
            CompletableFuture<RunOutcome> outcome = started(run);

            assertThat(outcome)
                    .failsWithin(Duration.ofSeconds(60))
                    .withThrowableThat()
                    .withMessageContaining("supervisor ended 2 times");
        }
    }

    @Test
    void supervisorMayNeitherAnswerItselfNorStopTheRun() throws Exception {
        try (TestRun run = run("""
                rules:
                  - contains: "The goal of the run"
                    actions:
                      - tool: { name: answer_prompt, arguments: { agent_profile: supervisor, answer: allow } }
                      - say: "{{result}}"
                      - tool: { name: handoff, arguments: { agent_profile: upper, message: "{{result}}" } }
                      - tool: { name: finish, arguments: { status: done, summary: "{{result}}" } }
                """, ATTENDED)) {
            assertThat(run.pursue().summary()).containsIgnoringCase("may not call answer_prompt for itself");
        }
    }

    @Test
    void statusShowsTheSupervisorsSessionAndItsTokens() throws Exception {
        try (TestRun run = run("""
                rules:
                  - contains: "The goal of the run"
                    actions:
                      - tool: { name: assign, arguments: { agent_profile: slow, message: "one" } }
                      - answer: { text: "I wait.", usage: { input_tokens: 30, output_tokens: 4 } }
                  - contains: "at last"
                    actions:
                      - tool: { name: finish, arguments: { status: done, summary: "ok" } }
                """, ATTENDED)) {
            CompletableFuture<RunOutcome> outcome = started(run);
            until(run, state -> state.tokens() > 0);
            ObjectNode supervisor =
                    (ObjectNode) request(run, new ControlRequest.Status()).path("supervisor");
            Files.createFile(folder.resolve("work/hurry"));

            assertThat(supervisor.path("tokens").asLong()).isEqualTo(34);
            assertThat(supervisor.path("turns").asLong()).isEqualTo(1);
            assertThat(supervisor.path("session").asText()).isEqualTo("supervisor");
            assertThat(outcome.get().exit()).isEqualTo(ExitStatus.DONE);
            assertThat(run.state().messages()).extracting(MessageView::state).containsOnly(MessageState.ACCEPTED);
            assertThat(Json.line(StatusDocument.of(run.state(), false, java.util.Map.of(), java.time.Instant.now())))
                    .contains("\"tokens\":34");
        }
    }
}
