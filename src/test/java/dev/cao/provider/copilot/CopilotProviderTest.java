package dev.cao.provider.copilot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.agent.AgentProvider.Availability;
import dev.cao.agent.LaunchPlan;
import dev.cao.agent.LaunchRequest;
import dev.cao.domain.WorkerName;
import dev.cao.io.Json;
import dev.cao.profile.SpendLimits;
import dev.cao.profile.WorkerProfile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CopilotProviderTest {
    private static final WorkerProfile.Tools ALL = WorkerProfile.Tools.NONE;

    @TempDir
    Path home;

    @Test
    void aReviewerHasNeitherAShellNorWriting() {
        assertThat(plan("reviewer", ALL, Map.of()).argv())
                .contains("--deny-tool=shell", "--deny-tool=write", "--deny-tool=url")
                .anySatisfy(argument ->
                        assertThat(argument).startsWith("--excluded-tools=").contains("bash", "edit", "task"));
    }

    @Test
    void onlyWhatAProfileAllowsIsThere() {
        WorkerProfile.Tools tools = new WorkerProfile.Tools(List.of("execute_bash"), List.of());

        assertThat(plan("developer", tools, Map.of()).argv())
                .contains("--deny-tool=write")
                .doesNotContain("--deny-tool=shell");
    }

    @Test
    void aRoleThatItCannotHoldIsRefusedBeforeTheLaunch() {
        assertThat(new CopilotProvider().probe(profile("pilot", ALL), home, Map.of()))
                .isInstanceOfSatisfying(
                        Availability.Missing.class,
                        missing -> assertThat(missing.why()).contains("pilot"));
    }

    @Test
    void theUsersConsentToEverythingDoesNotHoldInARun() {
        assertThat(plan("developer", ALL, Map.of("COPILOT_ALLOW_ALL", "true")).environment())
                .doesNotContainKey("COPILOT_ALLOW_ALL");
    }

    @Test
    void aToolCallMayTakeLongerThanCopilotsThreeMinutes() {
        LaunchPlan plan = plan("developer", ALL, Map.of());

        assertThat(Json.parseObject(plan.files().get(home.resolve("copilot-mcp.json")))
                        .path("mcpServers")
                        .path("cao")
                        .path("timeout")
                        .asLong())
                .isGreaterThan(3_600_000);
        assertThat(plan.environment()).containsEntry("CAO_TOOL_LIMIT", "86340");
    }

    private LaunchPlan plan(String role, WorkerProfile.Tools tools, Map<String, String> environment) {
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("CAO_COPILOT", "/bin/true");
        variables.put("HOME", home.toString());
        return new CopilotProvider()
                .plan(new LaunchRequest(
                        new WorkerName("worker"),
                        profile(role, tools),
                        List.of("cao"),
                        home,
                        home,
                        home.resolve("texts"),
                        "native",
                        false,
                        variables));
    }

    private WorkerProfile profile(String role, WorkerProfile.Tools tools) {
        return new WorkerProfile(
                new WorkerName("worker"),
                "worker",
                home.resolve("a.yaml"),
                home,
                "",
                List.of("copilot"),
                Optional.empty(),
                "",
                List.of(),
                Optional.empty(),
                Optional.of(role),
                tools,
                Map.of(),
                Optional.empty(),
                new WorkerProfile.ResultRule.Free(),
                new WorkerProfile.Background.Ignore(),
                Optional.empty(),
                SpendLimits.NONE,
                1,
                false,
                false,
                WorkerProfile.OnRestart.CONTINUE,
                3,
                WorkerProfile.Permissions.USER);
    }
}
