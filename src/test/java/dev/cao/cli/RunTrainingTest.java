package dev.cao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("e2e")
class RunTrainingTest {
    @TempDir
    private Path folder;

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
        // What the AWS SDK looks at first; the model is on the loopback interface.
        System.setProperty("aws.accessKeyId", "none");
        System.setProperty("aws.secretAccessKey", "none");
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
