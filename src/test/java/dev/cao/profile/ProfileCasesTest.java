package dev.cao.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A case is a file below {@code src/test/resources/profiles}. {@code valid}: reader and schema accept it. {@code
 * invalid}: both refuse it. {@code meaning}: only the reader can know. {@code broken}: no schema gets that far. What the
 * reader says stands beside it as {@code .txt}; {@code -Dcao.golden=write} writes it anew, to be read before it is
 * committed.
 */
final class ProfileCasesTest {
    private static final Path CASES = Path.of(System.getProperty("cao.test.root", ""), "src/test/resources/profiles");
    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
            .build());
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ProfileReader READER =
            new ProfileReader(List.of(CASES.resolve("agents")), ProfileFiles.PROVIDERS);
    private static final Schema TEAM = schema("team");
    private static final Schema AGENT = schema("agent");

    static List<String> valid() {
        return cases("team/valid", "agent/valid");
    }

    static List<String> invalid() {
        return cases("team/invalid", "agent/invalid");
    }

    static List<String> meaning() {
        return cases("team/meaning", "agent/meaning");
    }

    static List<String> broken() {
        return cases("broken");
    }

    @ParameterizedTest
    @MethodSource("valid")
    void readerAndSchemaAccept(String file) throws IOException {
        assertThat(complaint(file)).isEmpty();
        assertThat(schemaErrors(file)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void readerAndSchemaRefuse(String file) throws IOException {
        assertGolden(file);
        assertThat(schemaErrors(file)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("meaning")
    void onlyTheReaderRefusesWhatIsWellFormed(String file) throws IOException {
        assertGolden(file);
        assertThat(schemaErrors(file)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("broken")
    void fileThatIsNoYamlIsExplained(String file) throws IOException {
        assertGolden(file);
    }

    private static void assertGolden(String file) throws IOException {
        Path golden = CASES.resolve(file.replaceFirst("\\.(yaml|json)$", ".txt"));
        if ("write".equals(System.getProperty("cao.golden"))) {
            Files.writeString(golden, complaint(file) + "\n");
        }
        assertThat(complaint(file) + "\n").isEqualTo(Files.readString(golden));
    }

    private static String complaint(String file) {
        try {
            if (file.startsWith("agent/")) {
                READER.readAgent(CASES.resolve(file));
            } else {
                READER.read(CASES.resolve(file), Map.of());
            }
            return "";
        } catch (ProfileException e) {
            return e.what().replace(CASES + "/", "");
        }
    }

    private static List<?> schemaErrors(String file) throws IOException {
        JsonNode content = (file.endsWith(".json") ? JSON : YAML).readTree(Files.readString(CASES.resolve(file)));
        return (file.startsWith("agent/") ? AGENT : TEAM).validate(content);
    }

    private static Schema schema(String name) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(ProfileSchema.of(name).orElseThrow());
    }

    private static List<String> cases(String... folders) {
        return Stream.of(folders)
                .flatMap(folder -> {
                    try (Stream<Path> files = Files.list(CASES.resolve(folder))) {
                        return files.toList().stream();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .map(file -> CASES.relativize(file).toString())
                .filter(file -> !file.endsWith(".txt"))
                .sorted()
                .toList();
    }
}
