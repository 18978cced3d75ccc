package dev.cao.provider.codex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.agent.AgentProvider.Availability;
import dev.cao.agent.LaunchRequest;
import dev.cao.domain.WorkerName;
import dev.cao.profile.SpendLimits;
import dev.cao.profile.WorkerProfile;
import dev.cao.profile.WorkerProfile.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * <pre>
 * folder/
 *   bin/codex   a program that calls itself codex-cli 0.170.0
 *   home/       the worker's folder
 *   work/
 * </pre>
 */
final class CodexProviderTest {
    @TempDir
    private Path folder;

    private final CodexProvider provider = new CodexProvider();

    @BeforeEach
    void makeWorld() throws IOException {
        Files.createDirectories(folder.resolve("home"));
        Files.createDirectories(folder.resolve("work"));
        Path program = Files.createDirectories(folder.resolve("bin")).resolve("codex");
        Files.writeString(program, "#!/bin/sh\necho codex-cli 0.170.0\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    private Map<String, String> environment() {
        return Map.of(
                "PATH", folder.resolve("bin").toString(),
                "HOME", folder.toString(),
                "CAO_TOKEN", "secret-token",
                "CAO_CONTROL", "/run/control",
                "OPENAI_API_KEY", "secret-key");
    }

    private List<String> argv(Optional<String> role, Tools tools, String conversation, boolean resume) {
        return provider.plan(new LaunchRequest(
                        new WorkerName("architect"),
                        profile(role, tools),
                        List.of("/opt/cao/bin/cao"),
                        folder.resolve("work"),
                        folder.resolve("home"),
                        folder.resolve("texts"),
                        conversation,
                        resume,
                        environment()))
                .argv();
    }

    private static WorkerProfile profile(Optional<String> role, Tools tools) {
        return new WorkerProfile(
                new WorkerName("architect"),
                "architect",
                Path.of("/agents/a.yaml"),
                Path.of("/agents"),
                "",
                List.of("codex"),
                Optional.of("gpt-x"),
                "Say \"hello\".\nThen stop.",
                List.of(),
                Optional.empty(),
                role,
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

    @Test
    void noServerIsLeftAndNoAnswerCutOff() {
        assertThat(argv(Optional.empty(), Tools.NONE, "c1", false))
                .contains("--no-daemon")
                .containsSequence("--disable", "instant_interrupt")
                .containsSequence("-m", "gpt-x")
                .contains("developer_instructions=\"Say \\\"hello\\\".\\nThen stop.\"");
    }

    @Test
    void onlyCaosOwnHooksAreTrusted() {
        assertThat(argv(Optional.empty(), Tools.NONE, "c1", false))
                .doesNotContain("--dangerously-bypass-hook-trust")
                .anyMatch(word -> word.startsWith("hooks.state={")
                        && word.contains("session_start:0:0")
                        && word.contains("permission_request:0:0"));
    }

    /** The digests were accepted by Codex 0.169.0 itself; it shows a dialog for any other. */
    @Test
    void hooksAreKnownByTheirHash() {
        assertThat(CodexHooks.START.hash())
                .isEqualTo("3f278c241113767a4b7273b7b139ab215e09960b7b011ebbfc8596b874ef4e09");
        assertThat(CodexHooks.REQUEST.hash())
                .isEqualTo("93b7702b80a2a84f3d88dce7d131f824c096f323cb8f926c3079525ab2c3eca0");
    }

    @Test
    void secretsAreNamedButNotShown() {
        assertThat(argv(Optional.empty(), Tools.NONE, "c1", false))
                .noneMatch(word -> word.contains("secret"))
                .anyMatch(word -> word.startsWith("mcp_servers.cao=")
                        && word.contains("env_vars=[\"CAO_CONTROL\",\"CAO_TOKEN\"]")
                        && word.contains("default_tools_approval_mode=\"approve\"")
                        && word.contains("tool_timeout_sec=86400"));
    }

    @Test
    void aReviewerCanNeitherWriteNorAskTo() {
        assertThat(argv(Optional.of("reviewer"), Tools.NONE, "c1", false))
                .containsSequence("-s", "read-only", "-a", "never");
    }

    @Test
    void aDeveloperWritesInTheFolderAndAsksForMore() {
        assertThat(argv(Optional.of("developer"), Tools.NONE, "c1", false))
                .containsSequence("-s", "workspace-write", "-a", "on-request");
    }

    @Test
    void aDeniedToolIsSwitchedOff() {
        assertThat(argv(Optional.empty(), new Tools(List.of(), List.of("fs_write", "execute_bash")), "c1", false))
                .containsSequence("-s", "read-only", "-a", "never")
                .containsSequence("--disable", "shell_tool");
    }

    @Test
    void rightsThatItDoesNotKnowAreRefused() {
        assertThat(provider.probe(profile(Optional.of("owner"), Tools.NONE), folder.resolve("work"), environment()))
                .isInstanceOf(Availability.Missing.class);
        assertThat(provider.probe(
                        profile(Optional.empty(), new Tools(List.of("teleport"), List.of())),
                        folder.resolve("work"),
                        environment()))
                .isInstanceOf(Availability.Missing.class);
    }

    @Test
    void anotherVersionAndAnUnknownFolderAreNoted() {
        assertThat(provider.probe(profile(Optional.empty(), Tools.NONE), folder.resolve("work"), environment()))
                .isEqualTo(
                        new Availability.Available(
                                folder.resolve("bin/codex")
                                        + " 0.170.0 (newer than 0.169.0, which cao was tested with); it does not trust this folder yet, and will be told to"));
    }

    @Test
    void aFolderThatTheUserTrustsIsNotNoted() throws IOException {
        Files.createDirectories(folder.resolve(".codex"));
        Files.writeString(
                folder.resolve(".codex/config.toml"),
                "[projects.\"%s\"]\ntrust_level = \"trusted\"\n[tui]\n"
                        .formatted(folder.resolve("work").toRealPath()));

        assertThat(CodexPlaces.trusts(environment(), folder.resolve("work"))).isTrue();
        assertThat(CodexPlaces.trusts(environment(), folder)).isFalse();
    }

    @Test
    void aConversationIsResumedByTheIdThatCodexGaveIt() throws IOException {
        Files.writeString(
                folder.resolve("home/events-c1-1.jsonl"),
                "{\"session_id\":\"thread-7\",\"transcript_path\":\"/t\",\"hook_event_name\":\"SessionStart\"}\n");

        assertThat(argv(Optional.empty(), Tools.NONE, "c1", true)).containsSequence("resume", "thread-7");
        assertThat(argv(Optional.empty(), Tools.NONE, "c2", true)).doesNotContain("resume");
    }

    @Test
    void theNativeProgramIsTakenFromNpmsPackage() throws IOException {
        Path scope = folder.resolve("node_modules/@openai");
        Path shim = Files.createDirectories(scope.resolve("codex/bin")).resolve("codex.js");
        Files.writeString(shim, "");
        Path real = Files.createDirectories(scope.resolve("codex-linux-x64/vendor/x86_64-unknown-linux-musl/bin"))
                .resolve("codex");
        Files.copy(folder.resolve("bin/codex"), real, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        Path link = Files.createSymbolicLink(folder.resolve("codex-link"), shim);

        assertThat(CodexPlaces.program(link)).isEqualTo(real.toRealPath());
    }

    @Test
    void whatWouldBeACommandOrOpenAListIsMadePlain() {
        assertThat(provider.harmless("/clear")).isEqualTo("Task: /clear");
        assertThat(provider.harmless("!rm")).isEqualTo("Task: !rm");
        assertThat(provider.harmless("exit")).isEqualTo("Task: exit");
        assertThat(provider.harmless("look at @src/main")).isEqualTo("look at @src/main ");
        assertThat(provider.harmless("a@b is fine")).isEqualTo("a@b is fine");
    }
}
