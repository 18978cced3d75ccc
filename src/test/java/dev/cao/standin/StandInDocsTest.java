package dev.cao.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/stand-in.md says what the program does. */
final class StandInDocsTest {
    private static final Path ROOT = Path.of(System.getProperty("cao.test.root", ""));

    @Test
    void scriptOfTheDocsIsOne(@TempDir Path folder) throws IOException {
        List<MatchResult> blocks = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(docs())
                .results()
                .toList();
        assertThat(blocks).isNotEmpty();
        for (MatchResult block : blocks) {
            Path file = Files.writeString(folder.resolve("script.yaml"), block.group(1));
            assertThat(ScriptFile.read(file).rules()).isNotEmpty();
        }
    }

    @Test
    void everyEventAndItsFieldsAreInTheDocs() throws IOException {
        assertThat(docs()).contains(ticked(quotedIn("AgentEvent.java")));
    }

    @Test
    void everyFieldOfAScriptIsInTheDocs() throws IOException {
        List<String> names = new ArrayList<>();
        for (String file : List.of("Actions.java", "ScriptFile.java")) {
            Pattern field = Pattern.compile(
                    "(?:text|number|child|list|texts|counts|flag|choice|object)\\((?:fields, )?\"(\\w+)\"");
            field.matcher(source(file)).results().forEach(match -> names.add(match.group(1)));
        }
        assertThat(names).isNotEmpty();
        assertThat(docs()).contains(names);
    }

    private static List<String> ticked(List<String> names) {
        return names.stream().map(name -> "`" + name + "`").toList();
    }

    private static List<String> quotedIn(String file) throws IOException {
        return Pattern.compile("(?:new AgentEvent\\(|put\\(|fields\\()\"(\\w+)\"")
                .matcher(source(file))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static String source(String file) throws IOException {
        return Files.readString(ROOT.resolve("src/main/java/dev/cao/standin").resolve(file));
    }

    private static String docs() throws IOException {
        return Files.readString(ROOT.resolve("docs/stand-in.md"));
    }
}
