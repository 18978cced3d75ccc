package dev.cao.run;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cao.domain.ExitStatus;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunOutcome;
import dev.cao.domain.WorkerName;
import dev.cao.io.NoLeaks;
import dev.cao.io.Subprocess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("tmux")
@Timeout(90)
class DraftsTest {
    private static final Path NOWHERE = Path.of("/");

    @RegisterExtension
    final NoLeaks leaks = new NoLeaks();

    @Test
    void aDraftIsRemovedWhereNobodyAttendsTheRun() throws Exception {
        Path folder = leaks.directory();
        Path gate = folder.resolve("gate");
        shell("mkfifo", gate.toString());
        Files.writeString(folder.resolve("echo.yaml"), "rules: [ { answer: \"{{prompt}}\" } ]\n");
        TestRun.agent(folder, "agent", "provider: stand-in\nscript: ../echo.yaml\n");
        TestRun.command(folder, "gate", "cat", gate.toString());
        TestRun run = TestRun.of(folder, """
                name: test
                supervisor: { provider: plan }
                workers: [ { agent: agent }, { agent: gate } ]
                plan:
                  - handoff: { to: gate, task: "wait" }
                  - handoff: { to: agent, task: "go" }
                """, new RunPlan.Options(false, true, Optional.empty(), Optional.empty()));
        try (run) {
            CompletableFuture<RunOutcome> outcome = run.pursuing();
            await().atMost(30, SECONDS)
                    .until(() -> run.position(event -> event instanceof RunEvent.WorkerReady(WorkerName worker, int _)
                                    && worker.value().equals("agent"))
                            > 0);
            type(run, "left behind");
            Files.writeString(gate, "open");
            assertThat(outcome.get(60, SECONDS).exit()).isEqualTo(ExitStatus.DONE);
            Files.delete(gate);
        }
        assertThat(run.position(event -> event instanceof RunEvent.Noted noted
                        && noted.text().contains("left behind")
                        && noted.text().contains("is removed")))
                .isPositive();
        assertThat(run.state().tasks().getLast().outcome().orElseThrow().toString())
                .doesNotContain("left behind");
    }

    /** Types without Enter, and waits until it is seen. */
    private static void type(TestRun run, String text) throws Exception {
        String pane = run.state()
                .worker(new WorkerName("agent"))
                .flatMap(view -> view.session())
                .orElseThrow()
                .pane();
        String socket =
                RunSockets.find(run.directory()).orElseThrow().tmux().socket().toString();
        shell("tmux", "-S", socket, "send-keys", "-t", pane, "-l", text);
        await().atMost(10, SECONDS)
                .until(() -> shell("tmux", "-S", socket, "capture-pane", "-p", "-t", pane)
                        .contains(text));
    }

    private static String shell(String... command) throws Exception {
        Subprocess.Result result = Subprocess.run(
                List.of(command), NOWHERE, Map.of("PATH", System.getenv("PATH")), "", Duration.ofSeconds(10));
        assertThat(result.ok()).as(result.err()).isTrue();
        return result.out();
    }
}
