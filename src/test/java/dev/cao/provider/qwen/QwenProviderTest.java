package dev.cao.provider.qwen;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.agent.AgentProvider.Availability;
import dev.cao.agent.AgentProvider.Reply;
import dev.cao.agent.LaunchPlan;
import dev.cao.agent.LaunchRequest;
import dev.cao.agent.Login;
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
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class QwenProviderTest {
    private static final WorkerProfile.Tools ALL = WorkerProfile.Tools.NONE;

    @TempDir
    Path home;

    @Test
    void aReviewerHasNeitherAShellNorWritingNorServersOfTheUser() {
        LaunchPlan plan = plan("reviewer", ALL, Map.of());

        assertThat(rules(plan, "deny")).contains("run_shell_command", "edit", "write_file", "agent", "skill");
        assertThat(rules(plan, "ask")).isEmpty();
        assertThat(texts(settings(plan).path("tools").path("core")))
                .contains("read_file")
                .doesNotContain("edit");
        assertThat(plan.argv()).containsSequence("--allowed-mcp-server-names", "cao");
    }

    @Test
    void onlyWhatAProfileAllowsIsThere() {
        WorkerProfile.Tools tools = new WorkerProfile.Tools(List.of("execute_bash"), List.of());

        LaunchPlan plan = plan("developer", tools, Map.of());

        assertThat(rules(plan, "deny")).contains("edit", "read_file").doesNotContain("run_shell_command");
        assertThat(rules(plan, "ask")).containsExactly("run_shell_command", "monitor");
    }

    @Test
    void whatADeveloperDoesIsAskedForThoughTheUserAllowsItEverywhere() {
        LaunchPlan plan = plan("developer", ALL, Map.of());

        assertThat(rules(plan, "ask")).contains("run_shell_command", "edit", "write_file");
        assertThat(rules(plan, "deny"))
                .contains("exit_plan_mode", "cron_create")
                .doesNotContain("edit");
        assertThat(plan.argv()).containsSequence("--approval-mode", "default");
    }

    @Test
    void aRoleThatItCannotHoldIsRefusedBeforeTheLaunch() {
        assertThat(new QwenProvider().probe(profile("pilot", ALL), home, Map.of()))
                .isInstanceOfSatisfying(
                        Availability.Missing.class,
                        missing -> assertThat(missing.why()).contains("pilot"));
    }

    @Test
    void theSettingsOfTheMachineStayBesideThoseOfTheRun() throws Exception {
        Path machine = home.resolve("machine.json");
        Files.writeString(
                machine,
                "{ // of the administrator\n\"proxy\":\"http://proxy\",\"disableAllHooks\":true,"
                        + "\"permissions\":{\"deny\":[\"web_fetch\"]},\"hooks\":{\"Stop\":[{\"hooks\":[]}]}}");

        LaunchPlan plan = plan("developer", ALL, Map.of("QWEN_CODE_SYSTEM_SETTINGS_PATH", machine.toString()));

        assertThat(settings(plan).path("proxy").asText()).isEqualTo("http://proxy");
        assertThat(settings(plan).path("disableAllHooks").asBoolean(true)).isFalse();
        assertThat(rules(plan, "deny")).contains("web_fetch");
        assertThat(settings(plan).path("hooks").path("Stop")).hasSize(2);
        assertThat(plan.environment())
                .containsEntry(
                        "QWEN_CODE_SYSTEM_DEFAULTS_PATH",
                        home.resolve("system-defaults.json").toString());
    }

    @Test
    void aToolCallMayTakeLongerThanQwensTenMinutes() {
        LaunchPlan plan = plan("developer", ALL, Map.of());

        assertThat(settings(plan).path("mcpServers").path("cao").path("timeout").asLong())
                .isGreaterThan(3_600_000);
        assertThat(plan.environment()).containsEntry("CAO_TOOL_LIMIT", "86340");
    }

    @Test
    void textsGoIntoAFileOfThisVeryStart() {
        LaunchPlan plan = plan("developer", ALL, Map.of());
        Optional<Reply.Append> handover = new QwenProvider().handover(plan.eventLog(), "t1", "a\n\tb");

        assertThat(handover)
                .contains(new Reply.Append(
                        home.resolve("input-1.jsonl"), "{\"type\":\"submit\",\"id\":\"t1\",\"text\":\"a\\n\\tb\"}"));
        assertThat(plan.files()).containsEntry(home.resolve("input-1.jsonl"), "");
        assertThat(plan.argv())
                .containsSequence("--input-file", home.resolve("input-1.jsonl").toString());
    }

    @Test
    void whatQwenWouldChangeAroundTheNameOfAFileGoesByAFile() {
        for (String plain :
                List.of("@src and so on", "see @src, @docs", "a@b.org\n\tc", "one\n\ntwo", " @work\n", "50 % @ home")) {
            assertThat(new QwenProvider().takesVerbatim(plain)).as(plain).isTrue();
        }
        for (String changed :
                List.of("a\n@Override", "mail a@b.org about @src", "@a\n @b", "@a\\ b", "a\rb", "see  @src")) {
            assertThat(new QwenProvider().takesVerbatim(changed)).as(changed).isFalse();
        }
    }

    @Test
    void aConversationIsTakenUpOnlyIfItWasWrittenDown() throws Exception {
        Path transcript = home.resolve("native.jsonl");
        Files.writeString(
                home.resolve("events-1.jsonl"),
                "{\"hook_event_name\":\"SessionStart\",\"transcript_path\":\"%s\"}\n".formatted(transcript));
        assertThat(plan("developer", ALL, Map.of()).argv()).containsSequence("--session-id", "native");

        Files.writeString(transcript, "{}\n");

        assertThat(plan("developer", ALL, Map.of()).argv()).containsSequence("--resume", "native");
    }

    @Test
    void aLoginIsFoundInTheUsersSettingsOrTheEnvironment() throws Exception {
        Map<String, String> environment = Map.of("HOME", home.toString());
        assertThat(new QwenProvider().login(environment)).isInstanceOf(Login.Missing.class);
        assertThat(new QwenProvider().login(Map.of("HOME", home.toString(), "OPENAI_API_KEY", "k")))
                .isInstanceOf(Login.Found.class);

        Files.createDirectories(home.resolve(".qwen"));
        Files.writeString(
                home.resolve(".qwen/settings.json"), "{\"security\":{\"auth\":{\"selectedType\":\"qwen-oauth\"}}}");

        assertThat(new QwenProvider().login(environment)).isInstanceOf(Login.Found.class);
    }

    @Test
    void oneThatIsNotLoggedInIsRefusedBeforeTheLaunchSinceItsWizardWouldStandInThePane() throws Exception {
        Path program = home.resolve("qwen");
        Files.writeString(program, "#!/bin/sh\necho 0.24.4\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Map<String, String> environment = Map.of("HOME", home.toString(), "CAO_QWEN", program.toString());
        QwenProvider provider = new QwenProvider();

        assertThat(provider.probe(profile("developer", ALL), home, environment))
                .isInstanceOfSatisfying(
                        Availability.Missing.class,
                        missing -> assertThat(missing.advice()).contains("Run 'qwen' once"));

        Files.writeString(home.resolve(".env"), "OPENAI_API_KEY=k\n");

        assertThat(provider.probe(profile("developer", ALL), home, environment))
                .isInstanceOf(Availability.Available.class);
    }

    private static ObjectNode settings(LaunchPlan plan) {
        return plan.files().entrySet().stream()
                .filter(file -> file.getKey().endsWith("qwen-settings.json"))
                .map(file -> Json.parseObject(file.getValue()))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> rules(LaunchPlan plan, String kind) {
        return texts(settings(plan).path("permissions").path(kind));
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private LaunchPlan plan(String role, WorkerProfile.Tools tools, Map<String, String> environment) {
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("CAO_QWEN", "/bin/true");
        variables.put("HOME", home.toString());
        return new QwenProvider()
                .plan(new LaunchRequest(
                        new WorkerName("worker"),
                        profile(role, tools),
                        List.of("cao"),
                        home,
                        home,
                        home.resolve("texts"),
                        "native",
                        true,
                        variables));
    }

    private WorkerProfile profile(String role, WorkerProfile.Tools tools) {
        return new WorkerProfile(
                new WorkerName("worker"),
                "worker",
                home.resolve("a.yaml"),
                home,
                "",
                List.of("qwen"),
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
