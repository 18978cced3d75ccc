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

/** Agent CLIs of pinned versions, from npm, in a folder outside of the sources that all tests share. */
final class RealClis {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private RealClis() {}

    /** Returns Claude Code's program, installed once. */
    static Path claudeCode() throws IOException, InterruptedException {
        String os = System.getProperty("os.name").startsWith("Mac") ? "darwin" : "linux";
        String machine = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x64";
        return installed("@anthropic-ai/claude-code", "2.1.330")
                .resolve("node_modules/@anthropic-ai/claude-code-%s-%s/claude".formatted(os, machine));
    }

    private static Path installed(String name, String version) throws IOException, InterruptedException {
        String folder = name.replaceFirst(".*/", "") + "-" + version;
        Path cache = Files.createDirectories(cache());
        try (FileChannel channel = FileChannel.open(
                        cache.resolve(folder + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            Path place = cache.resolve(folder);
            if (!Files.exists(place.resolve("installed"))) {
                Files.createDirectories(place);
                Subprocess.Result result = Subprocess.run(
                        List.of("npm", "install", "--no-audit", "--no-fund", "--prefix", ".", name + "@" + version),
                        place,
                        Map.of(),
                        "",
                        PATIENCE);
                if (!result.ok()) {
                    throw new IOException("npm could not install " + name + "@" + version + ": " + result.err());
                }
                Files.writeString(place.resolve("installed"), version);
            }
            return place;
        }
    }

    private static Path cache() {
        return Optional.ofNullable(System.getenv("CAO_TEST_CACHE"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir"), "cao-test-cache"));
    }
}
