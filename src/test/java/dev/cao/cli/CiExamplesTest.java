package dev.cao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples for CI systems name what exists. */
final class CiExamplesTest {
    private static final Path PROJECT = Path.of(System.getProperty("cao.test.root", ""));
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    @Test
    void workflowUsesTheActionWithInputsThatItHas() throws IOException {
        JsonNode step = yaml("examples/ci/github.yml").at("/jobs/plan/steps").get(1);

        assertThat(PROJECT.resolve(step.path("uses").asText())).isDirectoryContaining("glob:**/action.yml");
        assertThat(names(yaml(".github/actions/cao/action.yml").path("inputs"))).containsAll(names(step.path("with")));
        assertThat(PROJECT.resolve(step.at("/with/profile").asText())).isRegularFile();
    }

    @Test
    void inputsOfTheActionAreUsedAndDocumented() throws IOException {
        String action = Files.readString(PROJECT.resolve(".github/actions/cao/action.yml"));
        String page = Files.readString(PROJECT.resolve("docs/ci.md"));

        for (String input : names(yaml(".github/actions/cao/action.yml").path("inputs"))) {
            assertThat(action).contains("${{ inputs." + input + " }}");
            assertThat(page).contains("`" + input + "`");
        }
    }

    @Test
    void scriptsThatAreNamedCanBeRun() throws IOException {
        String job = yaml("examples/ci/gitlab.yml")
                .at("/modernization-plan/script/0")
                .asText();

        assertThat(job).startsWith("CAO=scripts/cao examples/ci/run.sh examples/modernize.yaml ");
        assertThat(List.of("scripts/cao", "examples/ci/run.sh", ".github/actions/cao/run.sh"))
                .allMatch(script -> Files.isExecutable(PROJECT.resolve(script)));
    }

    private static JsonNode yaml(String file) throws IOException {
        return YAML.readTree(Files.readString(PROJECT.resolve(file)));
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
