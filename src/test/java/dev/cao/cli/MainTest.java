package dev.cao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MainTest {
    @TempDir
    private Path home;

    private Captured cao;

    @BeforeEach
    void makeCao() {
        cao = new Captured(home);
    }

    @ParameterizedTest
    @CsvSource({"version", "--version"})
    void versionIsPrintedOnStandardOutput(String word) {
        assertThat(cao.run(word)).isZero();
        assertThat(cao.out()).matches("cao \\d+\\.\\d+\\.\\d+\\S*\\R");
        assertThat(cao.err()).isEmpty();
    }

    @Test
    void noCommandShowsTheCommandsOnStandardError() {
        assertThat(cao.run()).isEqualTo(2);
        assertThat(cao.out()).isEmpty();
        assertThat(cao.err()).startsWith("Usage: cao ").contains("\n  launch ").doesNotContain("orchestrate");
    }

    @Test
    void helpIsAResult() {
        assertThat(cao.run("launch", "--help")).isZero();
        assertThat(cao.out()).startsWith("Usage: cao launch ");
        assertThat(cao.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "launc | there is no command 'launc'; did you mean 'launch'?\\n'cao --help' lists the commands.",
                "staut --help | there is no command 'staut'; did you mean 'status'?\\n'cao --help' lists the commands.",
                "xyzzy | there is no command 'xyzzy'\\n'cao --help' lists the commands.",
                "status --jsno | there is no option --jsno; did you mean --json?\\ncao: 'cao status --help' shows what is allowed.",
                "status a b | unexpected: 'b'\\ncao: 'cao status --help' shows what is allowed.",
                "profile shwo x | unexpected: 'shwo'; did you mean show?\\ncao: 'cao profile --help' shows what is allowed.",
                "launch | Missing required option: '--profile=FILE'\\ncao: 'cao launch --help' shows what is allowed.",
                "wait --timeout 5x | Invalid value for option '--timeout': '5x' is no time; write 90s, 45m, 2h or 1h30m\\ncao: 'cao wait --help' shows what is allowed.",
            })
    void wrongUsageIsToldWithWhatIsNear(String line, String message) {
        assertThat(cao.run(line.split(" "))).isEqualTo(2);
        assertThat(cao.out()).isEmpty();
        assertThat(cao.err()).isEqualTo("cao: " + message.replace("\\n", "\n") + "\n");
    }

    @Test
    void plainMayComeBeforeTheCommand() {
        assertThat(cao.run("--no-color", "version")).isZero();
        assertThat(cao.out()).startsWith("cao ");
    }

    @Test
    void everyCommandStandsAloneAndInTheTree() {
        Commands commands = new Commands(cao.wiring());
        assertThat(commands.all().getSubcommands().keySet())
                .allSatisfy(name -> assertThat(commands.one(name)).isPresent());
    }

    @Test
    void trainingPrintsNothingAndLeavesNothing() {
        assertThat(cao.run("selftest", "--train")).isZero();
        assertThat(cao.out() + cao.err()).isEmpty();
    }

    @Test
    void nothingIsShownOfNoRuns() {
        assertThat(cao.run("status", "--json")).isZero();
        assertThat(cao.out()).isEqualTo("{\n  \"runs\" : [ ]\n}\n");
        assertThat(cao.run("stop", "--all")).isZero();
        assertThat(cao.run("wait")).isEqualTo(6);
        assertThat(cao.err())
                .contains("cao: no run is live\nThere are no runs yet; 'cao launch --profile FILE' starts one.\n");
    }
}
