package dev.cao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cao.io.NoLeaks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The console examples of the README and of docs/commands.md. Commands of a block marked {@code <!-- checked: example -->}
 * are run, those of {@code after} once the run is over, and each line that the page shows must be among those that really
 * come, but for times, numbers, ids, folders and the width of columns. {@code …} alone stands for lines left out. Of JSON
 * the fields are compared.
 */
@Tag("e2e")
final class ExamplesInDocsTest {
    private static final Path PROJECT = Path.of(System.getProperty("cao.test.root", ""));
    private static final Duration DEADLINE = Duration.ofSeconds(90);
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final Pattern RUN = Pattern.compile("\\bmodernize-[a-z0-9]{3}\\b");
    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    final NoLeaks leaks = new NoLeaks();

    private CaoWorld cao;
    private String run = "";

    /** A command as the page shows it, and what it shows below. */
    private record Example(String command, List<String> lines) {}

    @BeforeEach
    void copyTheExample() throws IOException {
        cao = new CaoWorld(leaks.directory());
        for (String folder : List.of("examples", "agents")) {
            copy(PROJECT.resolve(folder), cao.work().resolve(folder));
        }
    }

    @Test
    void readmesRunInTheForegroundIsReal() throws Exception {
        Example launch = examples("README.md", "example").getFirst();
        assertThat(launch.command()).isEqualTo("cao launch --profile examples/modernize.yaml");

        CaoWorld.Result result = cao.run(words(launch.command())).expect(0);

        compare(launch, result.err() + result.out());
    }

    /** The workers wait at a gate, so that the page's moment can be met on a slow machine, too. */
    @Test
    void examplesOfADetachedRunAreReal() throws Exception {
        Path gate = closeTheGate();
        List<Example> examples = new ArrayList<>(examples("README.md", "example"));
        examples.removeFirst();
        examples.addAll(examples("docs/commands.md", "example"));
        List<Example> ends = examples.stream()
                .filter(example -> example.command().startsWith("cao wait"))
                .toList();
        examples.removeAll(ends);
        ends = new ArrayList<>(ends);
        ends.addAll(examples("docs/commands.md", "after"));
        assertThat(examples).hasSizeGreaterThan(5);

        try {
            examples.forEach(this::tryOut);
            Files.createFile(gate);
            ends.forEach(this::tryOut);
        } finally {
            cao.run("stop", "--all");
        }
    }

    private Path closeTheGate() throws IOException {
        Path program = cao.work().resolve("examples/modernize/analyze");
        Path real = Files.move(program, program.resolveSibling("analyze.real"));
        Path gate = cao.work().resolve("gate");
        Files.writeString(program, """
                #!/bin/sh
                while [ ! -e '%s' ]; do sleep 0.1; done
                exec '%s' "$@"
                """.formatted(gate, real));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return gate;
    }

    private void tryOut(Example example) {
        try {
            CaoWorld.Result result = cao.run(
                            words(RUN.matcher(example.command()).replaceAll(run)))
                    .expect(0);
            compare(example, result.err() + result.out());
            if (example.command().contains("--detach")) {
                run = result.out().strip();
                awaitLog("accepted; works");
            } else if (example.command().contains("send performance")) {
                awaitLog("m1: accepted");
            }
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(example.command(), e);
        }
    }

    private void awaitLog(String text) {
        Awaitility.await("'" + text + "' in the journal")
                .atMost(DEADLINE)
                .until(() -> cao.run("logs", run).out().contains(text));
    }

    private void compare(Example example, String real) throws IOException {
        if (example.lines().stream().anyMatch(line -> line.startsWith("{"))) {
            JsonNode told = JSON.readTree(String.join("\n", example.lines()));
            JsonNode shown = JSON.readTree(real.lines()
                    .filter(line -> line.startsWith("{"))
                    .findFirst()
                    .orElse(real));
            assertThat(fields(told))
                    .as("fields that '%s' prints", example.command())
                    .isEqualTo(fields(shown));
            return;
        }
        List<String> lines = real.lines().map(this::plain).toList();
        assertThat(example.lines().stream()
                        .filter(line -> !line.equals("…"))
                        .map(this::plain)
                        .filter(line -> lines.stream().noneMatch(printed -> shows(printed, line))))
                .as("lines of the page that '%s' does not print; it prints:\n%s", example.command(), real)
                .isEmpty();
    }

    /** What is printed may end at the edge of the screen. */
    private static boolean shows(String printed, String told) {
        return printed.equals(told)
                || (printed.endsWith("…") && told.startsWith(printed.substring(0, printed.length() - 1)));
    }

    private static Set<String> fields(JsonNode node) {
        Set<String> fields = new TreeSet<>();
        node.properties().forEach(field -> {
            fields.add(field.getKey());
            fields(field.getValue()).forEach(inner -> fields.add(field.getKey() + "." + inner));
        });
        node.elements().forEachRemaining(element -> {
            if (node.isArray()) {
                fields.addAll(fields(element));
            }
        });
        return fields;
    }

    /** Returns the line without what differs from run to run, from machine to machine, and between terminal and file. */
    private String plain(String line) {
        return line.replace(leaks.directory() + "/work", "~/cao")
                .replace(cao.state().toString(), "~/.local/state/cao")
                .replaceAll("\\S+\\.tmux\\b", "SOCKET")
                .replaceAll(RUN.pattern(), "RUN")
                .replaceFirst("^\\d\\d:\\d\\d:\\d\\d  (\\S+) +", "$1: ")
                .replaceFirst("^\\d{4}-\\d\\d-\\d\\dT\\S+ (\\S+): ", "$1: ")
                .replaceAll("\\d+(\\.\\d+)?(ms|s|m|h)\\b", "TIME")
                .replaceAll("(TIME ?)+", "TIME ")
                .replaceAll("\\d+", "#")
                .replaceAll("\\s+", " ")
                .replaceAll(" $", "");
    }

    private static String[] words(String command) {
        Matcher words = WORD.matcher(command.substring("cao ".length()));
        return words.results()
                .map(word -> word.group(1) != null ? word.group(1) : word.group(2))
                .toArray(String[]::new);
    }

    private static List<Example> examples(String page, String mark) throws IOException {
        Pattern marked = Pattern.compile("(?ms)^<!-- checked: " + mark + " -->\\n```console\\n(.*?)^```$");
        List<Example> examples = new ArrayList<>();
        for (MatchResult block : marked.matcher(Files.readString(PROJECT.resolve(page)))
                .results()
                .toList()) {
            for (String example : block.group(1).split("(?m)^\\$ ")) {
                if (!example.isBlank()) {
                    List<String> lines = example.lines().toList();
                    examples.add(new Example(
                            lines.getFirst().replace("scripts/cao", "cao"),
                            lines.subList(1, lines.size()).stream()
                                    .filter(line -> !line.isBlank())
                                    .toList()));
                }
            }
        }
        return examples;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
