package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.control.ControlRequest;
import dev.cao.domain.FailureReason;
import dev.cao.domain.TaskId;
import dev.cao.domain.TaskOutcome;
import dev.cao.domain.TaskView;
import dev.cao.io.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

    @Override
    FakeModel startModel() throws Exception {
        return new FakeAnthropic();
    }

    @Override
    Map<String, String> environment(boolean trusted) throws Exception {
        Files.createDirectories(settings().getParent());
        Files.writeString(settings(), SETTINGS);
        return CliHomes.standIn(folder, model(), kind(), version(), manners);
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
