package dev.cao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.cao.provider.AgentProviders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** docs/commands.md and the README say what the commands are. {@code -Dcao.docs=write} writes the help texts. */
final class CommandsDocsTest {
    private static final Path PROJECT = Path.of(System.getProperty("cao.test.root", ""));
    private static final Path PAGE = PROJECT.resolve("docs/commands.md");
    private static final Pattern HELP =
            Pattern.compile("(?ms)^(```console help\\n\\$ cao ([a-z]+(?:[ -][a-z]+)*) --help\\n)(.*?)^```$");
    private static final Pattern TICKED = Pattern.compile("`([^`]+)`");

    @TempDir
    private Path home;

    private Commands commands;

    @BeforeEach
    void makeCommands() {
        commands = new Commands(new Captured(home).wiring());
    }

    @Test
    void helpTextsAreTheRealOnes() throws IOException {
        String page = Files.readString(PAGE);
        String real = HELP.matcher(page)
                .replaceAll(block -> Matcher.quoteReplacement(block.group(1) + help(block.group(2)) + "```"));
        if (System.getProperty("cao.docs", "").equals("write")) {
            Files.writeString(PAGE, real);
        }
        assertThat(page)
                .as(
                        "help texts in docs/commands.md; 'scripts/test --unit -Dtest=CommandsDocsTest -Dcao.docs=write' writes them")
                .isEqualTo(real);
    }

    private String help(String command) {
        Captured cao = new Captured(home);
        assertThat(cao.run((command + " --help").split(" "))).isZero();
        return cao.out();
    }

    @Test
    void everyCommandIsInTheDocs() throws IOException {
        Set<String> told = new TreeSet<>();
        HELP.matcher(Files.readString(PAGE)).results().forEach(block -> told.add(block.group(2)));
        assertThat(told)
                .as("commands in docs/commands.md: add '```console help', '$ cao NAME --help', '```'")
                .containsExactlyElementsOf(new TreeSet<>(visible("", commands.all())));
    }

    private static List<String> visible(String prefix, CommandLine parent) {
        List<String> names = new ArrayList<>();
        parent.getSubcommands().forEach((name, command) -> {
            if (!command.getCommandSpec().usageMessage().hidden()) {
                names.add(prefix + name);
                names.addAll(visible(prefix + name + " ", command));
            }
        });
        return names;
    }

    @Test
    void whatTheReadmeCallsNotBuiltIsNotBuilt() throws IOException {
        String readme = Files.readString(PROJECT.resolve("README.md"));
        String list = readme.split("<!-- checked: not built -->", 2)[1].split("\n\n", 2)[0];
        String supervisors = commands.all()
                .getSubcommands()
                .get("launch")
                .getCommandSpec()
                .findOption("--supervisor")
                .description()[0];
        for (String item : list.split("\n- ")) {
            List<String> names =
                    TICKED.matcher(item).results().map(name -> name.group(1)).toList();
            if (item.contains("Supervisors")) {
                assertThat(names).as("README: built supervisors").noneMatch(supervisors::contains);
            } else if (item.contains("Providers")) {
                assertThat(names).as("README: built providers").doesNotContainAnyElementsOf(AgentProviders.names());
            } else if (item.contains("commands")) {
                assertThat(names.stream().map(name -> name.replace("cao ", "")))
                        .as("README: built commands")
                        .doesNotContainAnyElementsOf(
                                commands.all().getSubcommands().keySet());
            }
        }
    }

    @Test
    void statusDocumentOfTheDocsFitsItsSchema() throws IOException {
        MatchResult block = Pattern.compile("(?ms)^```json status\\n(.*?)^```$")
                .matcher(Files.readString(PAGE))
                .results()
                .findFirst()
                .orElseThrow();
        JsonNode document = new ObjectMapper().readTree(block.group(1));
        try (var in = StatusCommand.class.getResourceAsStream("status.schema.json")) {
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            assertThat(schema.validate(document.toString(), InputFormat.JSON)).isEmpty();
        }
    }
}
