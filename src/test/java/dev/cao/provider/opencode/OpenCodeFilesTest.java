package dev.cao.provider.opencode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cao.agent.AgentProvider.Availability;
import dev.cao.agent.LaunchPlan;
import dev.cao.agent.LaunchRequest;
import dev.cao.domain.WorkerName;
import dev.cao.io.Json;
import dev.cao.profile.SpendLimits;
import dev.cao.profile.WorkerProfile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OpenCodeFilesTest {
    private static final WorkerProfile.Tools ALL = WorkerProfile.Tools.NONE;

    @TempDir
    Path home;

    @Test
    void aToolCallMayTakeLongerThanOpenCodesMinute() {
        LaunchPlan plan = plan("developer", ALL, false, Map.of());

        assertThat(configuration(plan).path("mcp").path("cao").path("timeout").asLong())
                .isGreaterThan(3_600_000);
        assertThat(plan.environment()).containsEntry("CAO_TOOL_LIMIT", "86340");
    }

    @Test
    void aReviewerMayReadAndNothingElse() {
        JsonNode rules = rules(plan("reviewer", ALL, false, Map.of()));

        assertThat(rules.path("*").asText()).isEqualTo("deny");
        assertThat(rules.path("read").asText()).isEqualTo("allow");
        for (String tool : List.of("bash", "edit", "task", "webfetch")) {
            assertThat(rules.path(tool).asText()).as(tool).isEqualTo("deny");
        }
        assertThat(rules.path("cao_*").asText()).isEqualTo("allow");
    }

    @Test
    void onlyWhatAProfileAllowsIsThere() {
        WorkerProfile.Tools tools = new WorkerProfile.Tools(List.of("execute_bash"), List.of("fs_read"));

        JsonNode rules = rules(plan("developer", tools, false, Map.of()));

        assertThat(rules.path("bash").asText()).isEqualTo("ask");
        assertThat(rules.path("edit").asText()).isEqualTo("deny");
        assertThat(rules.path("read").asText()).isEqualTo("deny");
    }

    @Test
    void aRoleOrToolThatItCannotHoldIsRefusedBeforeTheLaunch() {
        WorkerProfile.Tools tools = new WorkerProfile.Tools(List.of("teleport"), List.of());

        assertThat(new OpenCodeProvider().probe(profile("pilot", ALL), home, Map.of()))
                .isInstanceOfSatisfying(
                        Availability.Missing.class,
                        missing -> assertThat(missing.why()).contains("pilot"));
        assertThat(new OpenCodeProvider().probe(profile("developer", tools), home, Map.of()))
                .isInstanceOfSatisfying(
                        Availability.Missing.class,
                        missing -> assertThat(missing.why()).contains("teleport"));
    }

    @Test
    void theUsersConfigurationOfTheEnvironmentStays() {
        LaunchPlan plan = plan(
                "developer",
                ALL,
                false,
                Map.of(
                        "OPENCODE_CONFIG_CONTENT",
                        "{\"theme\":\"dark\",\"plugin\":[\"theirs\"],\"mcp\":{\"theirs\":{}}}"));

        assertThat(configuration(plan).path("theme").asText()).isEqualTo("dark");
        assertThat(configuration(plan).path("plugin")).hasSize(2);
        assertThat(configuration(plan).path("mcp").has("theirs")).isTrue();
    }

    @Test
    void aConversationIsTakenUpByTheIdThatOpenCodeGaveIt() throws Exception {
        Files.writeString(home.resolve("session-native"), "ses_1");

        assertThat(plan("developer", ALL, true, Map.of()).argv()).containsSequence("--session", "ses_1");
        assertThat(plan("developer", ALL, false, Map.of()).argv()).doesNotContain("--session");
    }

    private static JsonNode configuration(LaunchPlan plan) {
        return Json.parseObject(plan.environment().get("OPENCODE_CONFIG_CONTENT"));
    }

    private static JsonNode rules(LaunchPlan plan) {
        return configuration(plan).path("agent").path("cao").path("permission");
    }

    private LaunchPlan plan(String role, WorkerProfile.Tools tools, boolean resume, Map<String, String> environment) {
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("CAO_OPENCODE", "/bin/true");
        return new OpenCodeProvider()
                .plan(new LaunchRequest(
                        new WorkerName("worker"),
                        profile(role, tools),
                        List.of("cao"),
                        home,
                        home,
                        home.resolve("texts"),
                        "native",
                        resume,
                        variables));
    }

    private WorkerProfile profile(String role, WorkerProfile.Tools tools) {
        return new WorkerProfile(
                new WorkerName("worker"),
                "worker",
                home.resolve("a.yaml"),
                home,
                "",
                List.of("opencode"),
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
