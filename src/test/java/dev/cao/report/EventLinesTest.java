package dev.cao.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.JournalEntry;
import dev.cao.domain.RunEvent;
import dev.cao.store.EventCodec;
import dev.cao.store.EventSamples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class EventLinesTest {
    private static final Schema SCHEMA = schema();

    static Stream<RunEvent> events() {
        return EventSamples.all().stream();
    }

    @ParameterizedTest
    @MethodSource("events")
    void everyTypeOfEventFitsTheSchema(RunEvent event) {
        assertThat(problems(line(event)))
                .as("add the type and its fields to events.schema.json, and the type to docs/ci.md")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("events")
    void everyTypeOfEventIsInTheDocumentation(RunEvent event) throws IOException {
        Path page = Path.of(System.getProperty("cao.test.root", ""), "docs/ci.md");

        assertThat(Files.readString(page)).contains("`" + EventCodec.typeOf(event) + "`");
    }

    @Test
    void lineIsVersionedAndNumbered() {
        assertThat(line(new RunEvent.StopRequested("user", ExitStatus.TERMINATED, "stop")))
                .isEqualTo("{\"v\":1,\"seq\":7,\"at\":\"2026-11-23T10:00:00.125Z\",\"type\":\"stop_requested\","
                        + "\"by\":\"user\",\"exit\":143,\"why\":\"stop\"}");
    }

    @Test
    void schemaRefusesWhatItDoesNotKnow() {
        assertThat(problems("{\"v\":1,\"seq\":1,\"at\":\"2026-11-23T10:00:00Z\",\"type\":\"later\"}"))
                .isNotEmpty();
        assertThat(problems("{\"v\":1,\"seq\":1,\"at\":\"2026-11-23T10:00:00Z\",\"type\":\"task_resumed\"}"))
                .isNotEmpty();
    }

    private static String line(RunEvent event) {
        return EventLines.of(new JournalEntry(7, Instant.parse("2026-11-23T10:00:00.125Z"), event));
    }

    private static List<String> problems(String line) {
        return SCHEMA.validate(line, InputFormat.JSON).stream()
                .map(Error::toString)
                .toList();
    }

    private static Schema schema() {
        try (var in = EventLines.class.getResourceAsStream("events.schema.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
