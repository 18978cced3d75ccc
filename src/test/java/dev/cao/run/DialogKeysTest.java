package dev.cao.run;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cao.control.ControlClient;
import dev.cao.control.ControlRequest;
import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunOutcome;
import dev.cao.io.NoLeaks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("tmux")
@Timeout(60)
class DialogKeysTest {
    @RegisterExtension
    final NoLeaks leaks = new NoLeaks();

    @Test
    void aDialogIsAnsweredWhenItIsThereAndNotWhenItIsToldOf() throws Exception {
        Path folder = leaks.directory();
        Files.writeString(folder.resolve("slow.yaml"), """
                late_dialogs_ms: 300
                rules:
                  - actions: [ { permission: { tool: Bash, input: { command: ls }, allow: [ { answer: "{{prompt}}" } ] } } ]
                """);
        TestRun.agent(folder, "slow", "provider: stand-in\nscript: ../slow.yaml\npermissions: allow\n");
        try (TestRun run = TestRun.of(folder, """
                name: test
                supervisor: { provider: plan }
                workers: [ { agent: slow } ]
                plan:
                  - handoff: { to: slow, task: "first", as: one }
                  - handoff: { to: slow, task: "second", as: two }
                """)) {
            assertThat(run.pursue().exit()).isEqualTo(ExitStatus.DONE);
        }
        assertThat(prompts(folder)).as("no key stood in the input box").isEqualTo(2);
    }

    @Test
    void aSecondAnswerToTheSameDialogIsRefusedAndLeavesNoKeyBehind() throws Exception {
        Path folder = leaks.directory();
        Files.writeString(folder.resolve("slow.yaml"), """
                late_dialogs_ms: 1000
                rules:
                  - contains: hello
                    actions: [ { permission: { tool: Bash, input: { command: ls }, allow: [ { answer: hi } ] } } ]
                  - answer: done
                """);
        TestRun.agent(folder, "slow", "provider: stand-in\nscript: ../slow.yaml\npermissions: user\n");
        TestRun run = TestRun.of(folder, """
                name: test
                supervisor: { provider: plan }
                workers: [ { agent: slow } ]
                plan:
                  - send: { to: slow, message: "hello" }
                  - handoff: { to: slow, task: "work" }
                """);
        try (run) {
            CompletableFuture<RunOutcome> outcome = run.pursuing();
            await().atMost(30, SECONDS)
                    .until(() -> run.position(event -> event instanceof RunEvent.MessagesSettled) > 0);
            Path socket =
                    RunSockets.find(run.directory()).orElseThrow().control().socket();
            try (ControlClient person = ControlClient.connect(socket, "").orElseThrow()) {
                await().atMost(30, SECONDS)
                        .until(() -> person.request(new ControlRequest.Status())
                                .toString()
                                .contains("\"blocked\""));
                var _ = person.request(new ControlRequest.Answer("slow", "allow"));
                assertThatThrownBy(() -> person.request(new ControlRequest.Answer("slow", "allow")))
                        .isInstanceOf(CaoException.class)
                        .hasMessageContaining("slow has been answered");
            }
            assertThat(outcome.get(30, SECONDS).exit()).isEqualTo(ExitStatus.DONE);
        }
    }

    /** The turn of a message, not of a task: nothing of the earlier orchestrator's is under way. */
    @Test
    void aDialogThatAnEarlierOrchestratorDidNotComeToAnswerIsAnsweredAfterAResume() throws Exception {
        Path folder = leaks.directory();
        Files.writeString(folder.resolve("slow.yaml"), """
                late_dialogs_ms: 2000
                rules:
                  - contains: hello
                    actions: [ { permission: { tool: Bash, input: { command: ls }, allow: [ { answer: hi } ] } } ]
                  - answer: done
                """);
        TestRun.agent(folder, "slow", "provider: stand-in\nscript: ../slow.yaml\npermissions: allow\n");
        TestRun run = TestRun.of(folder, """
                name: test
                supervisor: { provider: plan }
                workers: [ { agent: slow } ]
                plan:
                  - send: { to: slow, message: "hello" }
                  - handoff: { to: slow, task: "work" }
                """);
        try (run) {
            Thread pursuing = Thread.ofVirtual().start(() -> {
                try {
                    assertThat(run.orchestrator().pursue()).isEmpty();
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            });
            await().atMost(30, SECONDS)
                    .until(() -> run.position(event -> event instanceof RunEvent.Noted noted
                                    && noted.text().contains("by its profile"))
                            > 0);
            run.orchestrator().hangUp();
            pursuing.join();
        }
        try (Orchestrator next = Orchestrator.open(run.directory(), TestRun.machine(folder))) {
            assertThat(next.pursue().orElseThrow().exit()).isEqualTo(ExitStatus.DONE);
        }
    }

    private static long prompts(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder.resolve("state"))) {
            Path log = files.filter(file -> file.toString().endsWith(".jsonl"))
                    .findFirst()
                    .orElseThrow();
            return Files.readAllLines(log).stream()
                    .filter(line -> line.contains("\"prompt_submitted\""))
                    .count();
        }
    }
}
