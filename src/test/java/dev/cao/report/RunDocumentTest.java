package dev.cao.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunDocumentTest {
    @TempDir
    private Path folder;

    private static String document(RunRecord run, Ending ending, Redaction redaction) throws InterruptedException {
        return RunDocument.of(
                run,
                ending,
                Transcripts.of(run),
                new GitChanges(run.directory(), run.workingDirectory()),
                redaction,
                Instant.now());
    }

    static List<String> problems(String document) throws IOException {
        try (var in = RunDocument.class.getResourceAsStream("report.schema.json")) {
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            return schema.validate(document, InputFormat.JSON).stream()
                    .map(Error::toString)
                    .toList();
        }
    }

    @Test
    void aRunInWhichEverythingHappenedFitsTheSchema() throws Exception {
        RunRecord run = HtmlReportTest.big(folder, 6, 40, "An answer.");

        String document = document(run, Ending.of(run.state(), false), new Redaction(run.directory(), List.of()));

        assertThat(problems(document)).isEmpty();
        assertThat(document).startsWith("{\n  \"v\" : 1,");
    }

    @Test
    void aRunThatGoesOnFitsTheSchema() throws Exception {
        RunRecord run = new SampleRun(folder).open("one", "plan").record();

        assertThat(problems(document(run, Ending.of(run.state(), true), new Redaction(run.directory(), List.of()))))
                .isEmpty();
    }

    @Test
    void theSchemaRefusesAnotherVersionAndAMissingField() throws IOException {
        assertThat(problems("{\"v\":2,\"id\":\"a\"}")).isNotEmpty();
    }

    @Test
    void aSecretIsTakenOut() throws InterruptedException {
        RunRecord run =
                new SampleRun(folder).done("one", "plan", "it is swordfish9").record();
        Redaction redaction = new Redaction(run.directory(), List.of(Map.of("MY_TOKEN", "swordfish9")));

        assertThat(document(run, Ending.of(run.state(), false), redaction))
                .contains("it is ***")
                .doesNotContain("swordfish9");
    }
}
