package dev.cao.run;

import dev.cao.io.Subprocess;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Agent CLIs that tests run for real, of pinned versions, from npm: installed once, in a folder outside of the sources
 * that all tests share.
 */
enum RealCli {
    CLAUDE_CODE("claude-code", "@anthropic-ai/claude-code", "2.1.330", "@anthropic-ai/claude-code-OS-MACHINE/claude"),
    CODEX("codex", "@openai/codex", "0.169.0", "@openai/codex-OS-MACHINE/vendor/TRIPLE/bin/codex"),
    OPENCODE("opencode", "opencode-ai", "1.18.33", "opencode-OS-MACHINE/bin/opencode"),
    GEMINI("gemini", "@google/gemini-cli", "0.61.0", ".bin/gemini"),
    COPILOT("copilot", "@github/copilot", "1.0.102", ".bin/copilot"),
    QWEN("qwen", "@qwen-code/qwen-code", "0.24.4", ".bin/qwen");

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final String provider;
    private final String npm;
    private final String version;
    private final String program;

    RealCli(String provider, String npm, String version, String program) {
        this.provider = provider;
        this.npm = npm;
        this.version = version;
        this.program = program;
    }

    /** Returns the name that profiles use. */
    String provider() {
        return provider;
    }

    String version() {
        return version;
    }

    /** Tells whether {@code -Dcao.real} asks for tests with this CLI: {@code all}, or names with commas between. */
    boolean isAsked() {
        List<String> asked = List.of(System.getProperty("cao.real", "").split(","));
        return asked.contains("all") || asked.contains(provider);
    }

    /** Returns its program, installed if it was not. A CLI that cannot be installed fails the test. */
    Path program() throws IOException, InterruptedException {
        boolean mac = System.getProperty("os.name").startsWith("Mac");
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        String triple = (arm ? "aarch64" : "x86_64") + (mac ? "-apple-darwin" : "-unknown-linux-musl");
        Path found = installed()
                .resolve("node_modules")
                .resolve(program.replace("OS", mac ? "darwin" : "linux")
                        .replace("MACHINE", arm ? "arm64" : "x64")
                        .replace("TRIPLE", triple));
        if (!Files.isExecutable(found)) {
            throw new IOException("%s@%s has no program %s".formatted(npm, version, found));
        }
        return found;
    }

    private Path installed() throws IOException, InterruptedException {
        return installed(npm);
    }

    /** Returns the folder with another package of the same version, which the CLI itself would install. */
    Path beside(String other) throws IOException, InterruptedException {
        return installed(other);
    }

    private Path installed(String npm) throws IOException, InterruptedException {
        String folder = npm.replaceFirst(".*/", "") + "-" + version;
        Path cache = Files.createDirectories(cache());
        try (FileChannel channel = FileChannel.open(
                        cache.resolve(folder + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            Path place = cache.resolve(folder);
            if (!Files.exists(place.resolve("installed"))) {
                Files.createDirectories(place);
                Subprocess.Result result = Subprocess.run(
                        List.of(
                                "npm",
                                "install",
                                "--save-exact",
                                "--no-audit",
                                "--no-fund",
                                "--prefix",
                                ".",
                                npm + "@" + version),
                        place,
                        npmSettings(),
                        "",
                        PATIENCE);
                if (!result.ok()) {
                    throw new IOException("npm could not install " + npm + "@" + version + ": " + result.err());
                }
                Files.writeString(place.resolve("installed"), version);
            }
            return place;
        }
    }

    /** Which registry to ask is said in the real home, which tests do not have. */
    private static Map<String, String> npmSettings() {
        Path settings = Path.of(System.getProperty("cao.test.npmrc", ""));
        return Files.isRegularFile(settings) ? Map.of("NPM_CONFIG_USERCONFIG", settings.toString()) : Map.of();
    }

    private static Path cache() {
        return Optional.ofNullable(System.getenv("CAO_TEST_CACHE"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir"), "cao-test-cache"));
    }
}
