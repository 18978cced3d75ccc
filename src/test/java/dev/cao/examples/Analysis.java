package dev.cao.examples;

import dev.cao.io.Subprocess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Runs the analysis programs of the example the way a {@code command} worker does, and knows the golden data. */
final class Analysis {
    static final Path PROJECT = Path.of(System.getProperty("cao.test.root", "")).toAbsolutePath();
    static final Path BANK = PROJECT.resolve("examples/cobol-bank");
    static final Path NASTY = PROJECT.resolve("src/test/resources/dev/cao/examples/nasty");
    private static final Path EXPECTED = PROJECT.resolve("src/test/resources/dev/cao/examples/expected");
    private static final Path PROGRAM = PROJECT.resolve("examples/modernize/analyze");
    private static final Duration DEADLINE = Duration.ofMinutes(2);
    private static final Pattern FINDING =
            Pattern.compile("^- \\*\\*(\\w+)\\*\\* \\[([a-z-]+)] `([^`]+)` (.+?): .* \\*\\*Do:\\*\\* .+\\.$");

    private Analysis() {}

    static Subprocess.Result run(Path directory, String task, String... arguments)
            throws IOException, InterruptedException {
        return run(directory, Map.of(), task, arguments);
    }

    static Subprocess.Result run(Path directory, Map<String, String> environment, String task, String... arguments)
            throws IOException, InterruptedException {
        var argv = new java.util.ArrayList<>(List.of(PROGRAM.toString()));
        argv.addAll(List.of(arguments));
        var variables = new java.util.HashMap<>(Map.of(
                "CAO_JAVA",
                Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        variables.putAll(environment);
        return Subprocess.run(argv, directory, variables, task, DEADLINE);
    }

    /** The answer to a task; fails with all that was printed if there was none. */
    static String answer(Path directory, String task, String role) throws IOException, InterruptedException {
        Subprocess.Result result = run(directory, task, role);
        if (!result.ok() || !result.err().isEmpty()) {
            throw new AssertionError(role + " failed: " + result);
        }
        return result.out();
    }

    /** The findings of an answer as {@code severity rule file:line place}, one a line, in the order of the answer. */
    static List<String> findings(String answer) {
        return answer.lines()
                .map(FINDING::matcher)
                .filter(java.util.regex.Matcher::matches)
                .map(finding -> String.join(
                        " ",
                        finding.group(1),
                        finding.group(2),
                        finding.group(3),
                        finding.group(4).replace("`", "").replace(" / ", "/")))
                .toList();
    }

    static List<String> expectedFindings(String name) throws IOException {
        return Files.readAllLines(EXPECTED.resolve(name), StandardCharsets.UTF_8);
    }

    static String expected(String name) throws IOException {
        return Files.readString(EXPECTED.resolve(name), StandardCharsets.UTF_8);
    }
}
