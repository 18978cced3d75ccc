package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cao.domain.ExitStatus;
import dev.cao.domain.RunEvent;
import dev.cao.domain.TaskOutcome;
import dev.cao.domain.WorkerName;
import dev.cao.io.Subprocess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A text that goes into the file from which Qwen Code reads, while the orchestrator is killed. */
@Real(RealCli.QWEN)
@Timeout(240)
class QwenHandoverRealTest {
    private static final Duration PATIENCE = Duration.ofSeconds(100);

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private FakeModel model;
    private TestRun run;

    @BeforeEach
    void startTheModel() throws Exception {
        model = new FakeCompletions();
        environment.putAll(CliHomes.qwen(folder, model, true));
        environment.put("HOME", folder.toString());
        TestRun.agent(folder, "agent", "provider: qwen\n");
        run = TestRun.of(
                folder, """
                name: lab
                goal: none
                supervisor: { provider: plan }
                workers: [ { agent: agent } ]
                plan: [ { handoff: { to: agent, task: "Only once «say heard»" } } ]
                """, new RunPlan.Options(false, true, Optional.empty(), Optional.empty()), environment);
        run.leave();
    }

    /** An orchestrator that was killed leaves its terminals to the next one, which a failed test does not have. */
    @AfterEach
    void endEverything() throws Exception {
        model.close();
        Optional<RunSockets> left = RunSockets.find(run.directory());
        if (left.isPresent()) {
            String socket = left.get().tmux().socket().toString();
            var _ = Subprocess.run(
                    List.of("tmux", "-S", socket, "kill-server"), folder, Map.of(), "", Duration.ofSeconds(10));
        }
    }

    @Test
    void isHandedOverByTheNextOrchestratorIfTheOneThatRecordedItDiedBeforeThat() throws Exception {
        Process first = orchestrator("sent");
        assertThat(first.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(first.exitValue()).isEqualTo(CrashingRun.KILLED);
        assertThat(input()).isEmptyFile();

        goOn();

        assertGivenOnce();
    }

    @Test
    void isNotHandedOverAgainByTheNextOrchestratorIfTheFileHoldsIt() throws Exception {
        Process first = orchestrator("none");
        try {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> Files.exists(input()) && Files.size(input()) > 0);
        } finally {
            first.destroyForcibly().waitFor();
        }

        goOn();

        assertGivenOnce();
        assertThat(Files.readAllLines(input())).hasSize(1);
    }

    private Path input() {
        return run.directory().worker(new WorkerName("agent")).resolve("input-1.jsonl");
    }

    private void goOn() throws Exception {
        Process second = orchestrator("none");
        try {
            assertThat(second.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(second.exitValue()).isEqualTo(ExitStatus.DONE.code());
        } finally {
            second.destroyForcibly();
        }
    }

    private void assertGivenOnce() {
        assertThat(model.prompts())
                .filteredOn(prompt -> prompt.contains("Only once"))
                .hasSize(1);
        assertThat(run.state().tasks())
                .singleElement()
                .satisfies(task -> assertThat(task.outcome()).contains(new TaskOutcome.Done("heard", false)));
        assertThat(run.entries())
                .filteredOn(entry -> entry.event() instanceof RunEvent.TaskSent)
                .hasSize(1);
    }

    private Process orchestrator(String victim) throws Exception {
        List<String> command = new ArrayList<>(TestRun.caoCommand());
        command.removeLast();
        command.add(3, "-Dcao.test.classpath=" + System.getProperty("cao.test.classpath"));
        String id = run.directory().run().value();
        command.addAll(List.of(CrashingRun.class.getName(), folder.toString(), id, victim, "0"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("child.log").toFile()));
        builder.environment().putAll(environment);
        return builder.start();
    }
}
