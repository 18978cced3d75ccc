package dev.cao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The examples at the end of each help. */
final class ExamplesTest {
    private static final Pattern WORD = Pattern.compile("'([^']*)'|([^\\s']+)");

    @TempDir
    private Path home;

    @Test
    void eachCommandHasExamplesThatItUnderstands() {
        CommandLine all = new Commands(new Captured(home).wiring()).all();
        Commands.addExamples(all);
        List<String> without = new ArrayList<>();
        check("", all, without);
        assertThat(without)
                .as("commands whose help has no examples, or twice: add them to Examples, or to the command")
                .isEmpty();
    }

    private void check(String path, CommandLine parent, List<String> without) {
        parent.getSubcommands().forEach((name, command) -> {
            if (!command.getCommandSpec().usageMessage().hidden()) {
                String words = (path + " " + name).strip();
                List<String> footer =
                        List.of(command.getCommandSpec().usageMessage().footer());
                List<String> examples = footer.subList(Math.max(0, footer.indexOf("Examples:")), footer.size());
                if (examples.size() < 2 || footer.indexOf("Examples:") != footer.lastIndexOf("Examples:")) {
                    without.add(words);
                }
                examples.stream()
                        .skip(1)
                        .forEach(example -> parse(words, example.strip().split(" {2,}| \\| ")[0]));
                check(words, command, without);
            }
        });
    }

    /** Without what belongs to the shell, and with a fresh tree, for a parsed one remembers. */
    private void parse(String command, String example) {
        List<String> words = WORD.matcher(example.replaceFirst(" [<>]\\S+", ""))
                .results()
                .map(word -> word.group(1) != null ? word.group(1) : word.group(2))
                .toList();
        assertThat(example).startsWith("cao " + command);
        new Commands(new Captured(home).wiring())
                .all()
                .parseArgs(words.subList(1, words.size()).toArray(String[]::new));
    }

    @Test
    void helpEndsWithExamples() {
        Captured cao = new Captured(home);

        assertThat(cao.run("why", "--help")).isZero();
        assertThat(cao.out()).endsWith("""

                Examples:
                  cao why architect
                  cao why modernize-7f3/supervisor --json
                """);
    }

    @Test
    void helpCommandIsTheSameAsTheOption() {
        Captured byOption = new Captured(home);
        Captured byCommand = new Captured(home);
        byOption.run("profile", "show", "--help");

        assertThat(byCommand.run("help", "profile", "show")).isZero();

        assertThat(byCommand.out()).isEqualTo(byOption.out()).contains("Examples:");
    }

    @Test
    void misspeltCommandsAreGuessedInGroupsToo() {
        Captured cao = new Captured(home);
        assertThat(cao.run("lauch")).isEqualTo(2);
        assertThat(cao.err()).contains("there is no command 'lauch'; did you mean 'launch'?");

        Captured group = new Captured(home);
        assertThat(group.run("profile", "vlaidate", "x")).isEqualTo(2);
        assertThat(group.err()).contains("did you mean").contains("validate");
    }

    @Test
    void onlyLongReadingCommandsArePaged() {
        assertThat(Pager.wanted(List.of("logs", "x"), false)).isTrue();
        assertThat(Pager.wanted(List.of("launch", "--help"), true)).isTrue();
        for (List<String> words : List.of(
                List.of("logs", "-f"),
                List.of("status", "--watch"),
                List.of("launch", "-p", "x"),
                List.of("completion", "bash"),
                List.<String>of())) {
            assertThat(Pager.wanted(words, false)).as("%s", words).isFalse();
        }
    }
}
