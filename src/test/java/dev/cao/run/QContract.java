package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.control.ControlRequest;
import dev.cao.domain.FailureReason;
import dev.cao.domain.TaskId;
import dev.cao.domain.TaskOutcome;
import dev.cao.domain.TaskState;
import dev.cao.domain.TaskView;
import dev.cao.io.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The contract with a scripted stand-in for Amazon Q or Kiro: the real ones cannot be had here. */
abstract class QContract extends ProviderContract {
    private static final String SETTINGS = "{\"telemetry.enabled\":false}";

    /** Returns {@code AMAZON_Q} or {@code KIRO}. */
    abstract String kind();

    /** Returns what the CLI prints as its version. */
    abstract String version();

    /** The manners of the stand-in where the documents leave them open. */
    String manners = "";

    /** What {@code chat --help} prints. */
    String help = "";

    @Override
    FakeModel startModel() throws Exception {
        return new FakeAnthropic();
    }

    @Override
    Map<String, String> environment(boolean trusted) throws Exception {
        Files.createDirectories(settings().getParent());
        Files.writeString(settings(), SETTINGS);
        return CliHomes.standIn(folder, model(), kind(), version(), help, manners);
    }

    private Path settings() {
        return folder.resolve(
                kind().equals("KIRO") ? ".kiro/settings/cli.json" : ".local/share/amazon-q/settings.json");
    }

    @Override
    String profile() {
        return "provider: " + provider().name() + "\n";
    }

    @Override
    public String shell(String command) {
        return ContractWorld.tool("execute_bash", Json.object().put("command", command));
    }

    @Override
    public String caoTool(String tool, ObjectNode arguments) {
        return ContractWorld.tool("@cao/" + tool, arguments);
    }

    @Override
    public Map<Path, String> configuration() {
        return Map.of(settings(), SETTINGS);
    }

    @Test
    void theAgentFileIsThereWhileTheWorkerLives() throws Exception {
        try (AgentLab lab = lab()) {
            lab.handoff("First «say one»");

            assertThat(agentFiles()).hasSize(1);
        }
        assertThat(agentFiles()).isEmpty();
    }

    @Test
    void twoStartsOfAWorkerLeaveNoAgentFile() throws Exception {
        try (AgentLab lab = lab()) {
            lab.handoff("First «say one»");
            lab.process().destroyForcibly();
            lab.handoff("Second «say two»");
        }

        assertThat(agentFiles()).isEmpty();
    }

    @Test
    void aTextIsNotTypedAgainWhenNoHookTellsThatItWasTaken() throws Exception {
        manners = "mute";
        try (AgentLab lab = lab()) {
            TaskView task = lab.handoff("First «say one»");

            assertThat(task.outcome().orElseThrow())
                    .isInstanceOfSatisfying(
                            TaskOutcome.Failed.class,
                            failed -> assertThat(failed.reason()).isEqualTo(FailureReason.NOT_ACCEPTED));
        }
        assertThat(model().prompts()).containsExactly("First «say one»");
    }

    @Test
    void aPermissionIsSeenWhereTheHookRunsAfterIt() throws Exception {
        manners = "hooks-late";
        try (AgentLab lab = lab()) {
            TaskId task = lab.assign("Go " + shell("touch made") + " «say done»");
            lab.untilStatus("blocked");
            assertThat(lab.worker().path("detail").asText()).contains("touch made");
            lab.request(new ControlRequest.Answer("agent", "allow"));

            assertThat(lab.answer(lab.ended(task))).isEqualTo("done");
        }
    }

    /** Its clock runs 20 times as fast: it gives a call up after 6 s, not 120 s. */
    @Test
    void aHandoffThatOutlastsTheLimitForToolsIsWaitedForOn() throws Exception {
        manners = "hasty";
        ObjectNode wait = Json.object();
        wait.putArray("task_ids").add("t2");
        String task = "Pass on "
                + caoTool("handoff", Json.object().put("agent_profile", "slow").put("message", "take your time"))
                + caoTool("wait_for", wait)
                + " «say passed on»";
        TestRun.agent(folder, "agent", profile() + "delegates: true\n");
        TestRun.command(folder, "slow", "sh", "-c", "until [ -e hurry ]; do sleep 0.1; done; echo at last");
        try (TestRun run = team("""
                workers: [ { agent: agent }, { agent: slow } ]
                plan: [ { handoff: { to: agent, task: %s } } ]
                """.formatted(Json.MAPPER.writeValueAsString(task)))) {
            CompletableFuture<Void> ended = CompletableFuture.runAsync(() -> pursue(run));
            await().atMost(AgentLab.PATIENCE).until(() -> model().requests().size() > 1 || ended.isDone());
            Files.createFile(folder.resolve("work/hurry"));
            ended.get(AgentLab.PATIENCE.toSeconds(), TimeUnit.SECONDS);

            assertThat(run.state().tasks()).extracting(TaskView::state).containsOnly(TaskState.DONE);
            assertThat(model().requests().get(1).toString()).contains("still works on task t2");
            assertThat(model().requests().getLast().toString()).contains("at last");
        }
    }

    /** Amazon Q keeps one conversation for each folder: an answer that is not provably the worker's own is none. */
    @Test
    void twoWorkersInOneFolderAreNotGivenEachOthersAnswers() throws Exception {
        TestRun.agent(folder, "agent", profile());
        StringBuilder plan =
                new StringBuilder("workers: [ { agent: agent, name: one }, { agent: agent, name: two } ]\nplan:\n");
        for (int i = 0; i < 3; i++) {
            for (String worker : List.of("one", "two")) {
                plan.append("  - assign: { to: %s, task: 'Go «say %s%d»', as: %s%d }\n"
                        .formatted(worker, worker, i, worker, i));
            }
        }
        plan.append("  - wait: { for: [one0, two0, one1, two1, one2, two2] }\n");
        try (TestRun run = team(plan.toString())) {
            pursue(run);

            assertThat(run.state().tasks()).hasSize(6).allSatisfy(task -> {
                String said = task.text().replaceAll(".*«say |».*", "");
                assertThat(task.outcome().orElseThrow())
                        .satisfiesAnyOf(
                                outcome -> assertThat(outcome).isEqualTo(new TaskOutcome.Done(said, false)),
                                outcome -> assertThat(((TaskOutcome.Failed) outcome).reason())
                                        .isEqualTo(FailureReason.NO_RESULT));
            });
            assertThat(run.state().tasks())
                    .filteredOn(task -> task.state() == TaskState.DONE)
                    .as("answers that are told")
                    .hasSizeGreaterThanOrEqualTo(answersOfTwo());
        }
    }

    /** Returns how many of six answers of two workers in one folder are surely told. */
    abstract int answersOfTwo();

    TestRun team(String workers) throws Exception {
        return TestRun.of(
                folder,
                "name: team\ngoal: none\nsupervisor: { provider: plan }\n" + workers,
                new RunPlan.Options(false, true, Optional.empty(), Optional.empty()),
                environment(true));
    }

    private static void pursue(TestRun run) {
        try {
            run.pursue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    List<Path> agentFiles() throws Exception {
        Path agents = folder.resolve(kind().equals("KIRO") ? ".kiro/agents" : ".aws/amazonq/cli-agents");
        if (!Files.isDirectory(agents)) {
            return List.of();
        }
        try (var files = Files.list(agents)) {
            return files.toList();
        }
    }
}
