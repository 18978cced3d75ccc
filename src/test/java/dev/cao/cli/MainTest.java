package dev.cao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MainTest {
    @TempDir
    private Path home;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void versionIsPrintedOnStandardOutput() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).matches("cao \\d+\\.\\d+\\.\\d+\\S*\\R");
        assertThat(err.size()).isZero();
    }

    private int run(String... arguments) {
        Wiring wiring = new Wiring(
                Map.of("CAO_HOME", home.toString(), "HOME", home.toString()),
                Map.of("java.io.tmpdir", home.toString()),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return Main.run(List.of(arguments), wiring);
    }
}
