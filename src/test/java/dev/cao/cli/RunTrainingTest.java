package dev.cao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("e2e")
class RunTrainingTest {
    private static final List<String> KEYS = List.of("aws.accessKeyId", "aws.secretAccessKey");
    private static final String NONE = "none";

    @TempDir
    private Path folder;

    /** What the AWS SDK looks at first; other tests of this process may have given it theirs. */
    @BeforeEach
    void someCredentials() {
        KEYS.forEach(key -> System.getProperties().putIfAbsent(key, NONE));
    }

    @AfterEach
    void takeThemBack() {
        KEYS.forEach(key -> System.getProperties().remove(key, NONE));
    }

    @Test
    void aRunOfAPlanAndOneOfAModelEndWell() throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        assertThat(new RunTraining(wiring(out), folder).run())
                .as(said.toString())
                .containsExactly(0, 0);
    }

    private Wiring wiring(PrintStream out) {
        Map<String, String> properties = System.getProperties().entrySet().stream()
                .collect(Collectors.toMap(e -> String.valueOf(e.getKey()), e -> String.valueOf(e.getValue())));
        return new Wiring(
                Map.of(
                        "CAO_HOME", folder.resolve("state").toString(),
                        "HOME", folder.toString(),
                        "PATH", System.getenv().getOrDefault("PATH", ""),
                        "XDG_RUNTIME_DIR", folder.toString()),
                properties,
                out,
                out);
    }
}
