package dev.cao.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the user of an agent CLI has: its configuration in a home, and variables. Each method writes the former below the
 * folder, which is the home, and returns the latter; {@code folder/work} is where agents work.
 */
final class CliHomes {
    static final String CLAUDE_SETTINGS = "{\"theme\":\"dark\"}";
    static final String GEMINI_SETTINGS = "{\"ui\":{\"theme\":\"GitHub\"}}";
    static final String COPILOT_SETTINGS = "{\"banner\":\"never\"}";
    /** What the user allows everywhere is asked for in a run. */
    static final String QWEN_SETTINGS = """
            {"general":{"language":"zh"},"security":{"auth":{"selectedType":"openai"},"folderTrust":{"enabled":true}},\
            "permissions":{"allow":["run_shell_command"]},"$version":4}""";

    private static final String CLAUDE_KEY = "sk-ant-dummy-0123456789012345678901234567890123456789";

    private CliHomes() {}

    /** @param trusted whether it knows the folder {@code work} already */
    static Map<String, String> claudeCode(Path folder, FakeModel model, boolean trusted) throws Exception {
        Path claude = Files.createDirectories(folder.resolve(".claude"));
        Files.writeString(claude.resolve("settings.json"), CLAUDE_SETTINGS);
        ObjectNode state = Json.object().put("hasCompletedOnboarding", true).put("hasSeenAutoDefaultNotice", true);
        state.putObject("customApiKeyResponses")
                .putArray("approved")
                .add(CLAUDE_KEY.substring(CLAUDE_KEY.length() - 20));
        if (trusted) {
            state.putObject("projects")
                    .putObject(folder.toRealPath().resolve("work").toString())
                    .put("hasTrustDialogAccepted", true);
        }
        Files.writeString(folder.resolve(".claude.json"), Json.line(state));
        return Map.of(
                "CAO_CLAUDE",
                RealCli.CLAUDE_CODE.program().toString(),
                "ANTHROPIC_BASE_URL",
                model.url(),
                "ANTHROPIC_API_KEY",
                CLAUDE_KEY,
                "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC",
                "1");
    }

    static Map<String, String> codex(Path folder, FakeModel model) throws Exception {
        Path codex = Files.createDirectories(folder.resolve(".codex"));
        Files.writeString(codex.resolve("config.toml"), codexConfig(model));
        return Map.of("CAO_CODEX", RealCli.CODEX.program().toString(), "CODEX_HOME", codex.toString());
    }

    /** Codex itself notes in the user's file that it looked for a screen reader. */
    static String codexConfig(FakeModel model) {
        return """
                model = "fake-1"
                model_provider = "fake"

                [model_providers.fake]
                name = "fake"
                base_url = "%s/v1"
                wire_api = "responses"

                [tui]
                screen_reader_detection_done = true

                [tui.model_availability_nux]
                "gpt-6.1-sol" = 4
                """.formatted(model.url());
    }

    static Map<String, String> openCode(Path folder, FakeModel model) throws Exception {
        Path home = Files.createDirectories(folder.resolve(".config/opencode"));
        // Into a fresh home OpenCode installs this package by npm before it starts.
        Path plugin = RealCli.OPENCODE.beside("@opencode-ai/plugin");
        for (String file : List.of("package.json", "package-lock.json")) {
            Files.copy(plugin.resolve(file), home.resolve(file));
        }
        Files.createSymbolicLink(home.resolve("node_modules"), plugin.resolve("node_modules"));
        Files.writeString(home.resolve("opencode.json"), openCodeConfig(model));
        return Map.of("CAO_OPENCODE", RealCli.OPENCODE.program().toString(), "OPENCODE_DISABLE_MODELS_FETCH", "1");
    }

    static String openCodeConfig(FakeModel model) {
        // OpenCode itself adds this line to a user's file that lacks it.
        ObjectNode config = Json.object().put("$schema", "https://opencode.ai/config.json");
        config.put("model", "fake/fake-1").put("small_model", "fake/fake-1");
        config.putArray("enabled_providers").add("fake");
        ObjectNode fake = config.putObject("provider").putObject("fake").put("npm", "@ai-sdk/openai-compatible");
        fake.putObject("options").put("baseURL", model.url() + "/v1").put("apiKey", "sk-fake-0123456789");
        ObjectNode one = fake.putObject("models").putObject("fake-1").put("name", "Fake One");
        // Dollars for a million tokens: what OpenCode counts with.
        one.putObject("cost").put("input", 3).put("output", 15);
        // What the user allows everywhere is asked for in a run.
        config.putObject("permission").put("bash", "allow");
        config.put("snapshot", false);
        return Json.line(config);
    }

    static Map<String, String> gemini(Path folder, FakeModel model) throws Exception {
        Files.createDirectories(folder.resolve(".gemini"));
        Files.writeString(folder.resolve(".gemini/settings.json"), GEMINI_SETTINGS);
        return Map.of(
                "CAO_GEMINI",
                RealCli.GEMINI.program().toString(),
                "GEMINI_API_KEY",
                "dummy-0123456789",
                "GOOGLE_GEMINI_BASE_URL",
                model.url());
    }

    /** @param trusted whether it knows the folder {@code work} already */
    static Map<String, String> copilot(Path folder, FakeModel model, boolean trusted) throws Exception {
        Path home = Files.createDirectories(folder.resolve(".copilot"));
        Files.writeString(home.resolve("settings.json"), COPILOT_SETTINGS);
        if (trusted) {
            ObjectNode config = Json.object();
            config.putArray("trustedFolders")
                    .add(folder.toRealPath().resolve("work").toString());
            Files.writeString(home.resolve("config.json"), Json.line(config));
        }
        return Map.of(
                "CAO_COPILOT",
                RealCli.COPILOT.program().toString(),
                "COPILOT_OFFLINE",
                "true",
                "COPILOT_MODEL",
                "fake-1",
                "COPILOT_PROVIDER_TYPE",
                "openai",
                "COPILOT_PROVIDER_BASE_URL",
                model.url() + "/v1",
                // A short key would be blotted out of all that Copilot prints.
                "COPILOT_PROVIDER_API_KEY",
                "fake-key-0123456789");
    }

    /** @param trusted whether it knows the folder {@code work} already */
    static Map<String, String> qwen(Path folder, FakeModel model, boolean trusted) throws Exception {
        Path home = Files.createDirectories(folder.resolve(".qwen"));
        Files.writeString(home.resolve("settings.json"), QWEN_SETTINGS);
        if (trusted) {
            Files.writeString(
                    home.resolve("trustedFolders.json"),
                    Json.line(Json.object()
                            .put(folder.toRealPath().resolve("work").toString(), "TRUST_FOLDER")));
        }
        return Map.of(
                "CAO_QWEN",
                RealCli.QWEN.program().toString(),
                "OPENAI_API_KEY",
                "fake-key-0123456789",
                "OPENAI_BASE_URL",
                model.url() + "/v1",
                "OPENAI_MODEL",
                "fake-1");
    }

    /**
     * Puts a stand-in for Amazon Q or Kiro there: the real ones cannot be had here.
     *
     * @param kind {@code AMAZON_Q} or {@code KIRO}
     * @param version what it prints as its version
     * @param help what {@code chat --help} prints
     * @param manners what the documents leave open, words with commas between
     */
    static Map<String, String> standIn(
            Path folder, FakeModel model, String kind, String version, String help, String manners) throws IOException {
        Path program = folder.resolve("bin").resolve(kind.toLowerCase(Locale.ROOT));
        Files.createDirectories(folder.resolve("bin"));
        Files.writeString(program, """
                #!/bin/sh
                [ "$1" != --version ] || { echo '%s'; exit 0; }
                [ "$2" != --help ] || { echo '%s'; exit 0; }
                shift
                exec '%s/bin/java' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED \\
                    -cp '%s' dev.cao.provider.q.StandInCli %s "$@"
                """.formatted(
                version, help, System.getProperty("java.home"), System.getProperty("cao.test.classpath"), kind));
        program.toFile().setExecutable(true);
        return Map.of("CAO_" + kind, program.toString(), kind + "_MODEL", model.url(), kind + "_MANNERS", manners);
    }
}
