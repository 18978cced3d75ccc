package dev.cao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.io.NoLeaks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be run is refused in one message, with exit code 2, and leaves nothing: no process, no socket, no run. */
@Tag("e2e")
final class BadInputTest {
    @RegisterExtension
    final NoLeaks leaks = new NoLeaks();

    private CaoWorld cao;

    @BeforeEach
    void makeWorld() throws IOException {
        cao = new CaoWorld(leaks.directory());
        TwoSteps.in(cao, "cat");
    }

    /** Makes the world bad. */
    private interface Spoil {
        void in(CaoWorld world) throws IOException;
    }

    /**
     * A bad world.
     *
     * @param message what the user reads; {@code ROOT} stands for the world's folder
     */
    private record Case(String name, String message, Spoil spoil) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        return Stream.concat(profiles(), machines());
    }

    private static Stream<Case> profiles() {
        return Stream.of(
                new Case(
                        "unknown worker",
                        "two.yaml:9:20: plan[1].handoff.to: no worker `tow` in this team; did you mean `two`?",
                        world -> replace(world, "to: two", "to: tow")),
                new Case(
                        "tab",
                        "two.yaml:2:1: YAML does not allow tabs for indentation",
                        world -> world.file("two.yaml", "name: a\n\tgoal: b\n")),
                new Case(
                        "wrong type",
                        "two.yaml:4:10: workers: found the number 5, expected a list",
                        world -> replace(world, "workers:", "workers: 5\nx:")),
                new Case("alias bomb", "values, aliases counted in full", world -> world.file("two.yaml", aliasBomb())),
                new Case(
                        "binary file",
                        "two.yaml:1:1: is a binary file",
                        world -> Files.write(world.work().resolve("two.yaml"), new byte[] {127, 'E', 'L', 'F', 0, 1})),
                new Case(
                        "missing file",
                        "two.yaml:1:1: no such file",
                        world -> Files.delete(world.work().resolve("two.yaml"))),
                new Case("folder in place of a file", "two.yaml:1:1: is a folder", world -> {
                    Files.delete(world.work().resolve("two.yaml"));
                    Files.createDirectory(world.work().resolve("two.yaml"));
                }),
                new Case(
                        "unreadable profile",
                        "two.yaml:1:1: may not be read: permission denied",
                        world -> permit(world.withoutRights().work().resolve("two.yaml"), "---------")),
                new Case(
                        "unreadable agents",
                        "the folder agents may not be searched: permission denied",
                        world -> permit(world.withoutRights().work().resolve("agents"), "---------")),
                new Case(
                        "missing command",
                        "no file /nope/x, and no folder /nope",
                        world -> replace(world, "[sh, -c, \"cat\"]", "[/nope/x]")),
                new Case(
                        "command that is no program",
                        "hello.tmpl is not executable; run `chmod +x ",
                        world -> replace(world, "[sh, -c, \"cat\"]", "[./hello.tmpl]")));
    }

    private static Stream<Case> machines() {
        return Stream.of(
                new Case(
                        "no tmux",
                        "there is no tmux in PATH (ROOT/work/bin)\nInstall tmux 3.2 or newer",
                        world -> world.file("bin/x", "").toFile().setExecutable(link(world, "sh"))),
                new Case(
                        "old tmux",
                        "ROOT/work/bin/tmux is tmux 2.9, which is too old\nInstall tmux",
                        world -> tmux(world, "echo tmux 2.9")),
                new Case(
                        "broken tmux",
                        "'tmux -V' ends with exit code 7: no\nInstall tmux",
                        world -> tmux(world, "echo no >&2; exit 7")),
                new Case(
                        "state folder is a file",
                        "cannot make the run's folder ROOT/work/two.yaml/runs/.new-two-",
                        world -> world.with("CAO_HOME", world.work() + "/two.yaml")),
                new Case("read-only state folder", ": permission denied\nNothing was started.", world -> {
                    Files.createDirectories(world.state());
                    permit(world.withoutRights().state(), "r-xr-xr-x");
                }),
                new Case("unreadable state folder", ": permission denied\nNothing was started.", world -> {
                    Files.createDirectories(world.state());
                    permit(world.withoutRights().state(), "---------");
                }),
                new Case(
                        "no space for temporary files",
                        ": SQLite's native library cannot be loaded from ROOT/tmp",
                        world -> world.under("sh", "-c", "ulimit -f 8; exec \"$@\"", "sh")),
                new Case(
                        "no space for the journal",
                        ": the disk refused it (SQLITE_IOERR",
                        world -> world.withSqlite().under("sh", "-c", "ulimit -f 8; exec \"$@\"", "sh")),
                new Case(
                        "foreign folder of sockets",
                        "the folder for sockets ROOT/run/cao is not yours alone",
                        world -> permit(Files.createDirectory(world.root().resolve("run/cao")), "rwxrwxrwx")),
                new Case(
                        "read-only folder of sockets",
                        "run/cao: permission denied\nSet XDG_RUNTIME_DIR",
                        world -> permit(world.withoutRights().root().resolve("run"), "r-xr-xr-x")),
                new Case(
                        "missing working directory",
                        "there is no working directory ROOT/work/nope",
                        world -> replace(world, "goal:", "dir: nope\ngoal:")),
                new Case(
                        "working directory is a file",
                        "the working directory ROOT/work/two.yaml is not",
                        world -> replace(world, "goal:", "dir: two.yaml\ngoal:")),
                new Case(
                        "working directory is closed",
                        "you may not enter the working directory",
                        world -> permit(closed(world), "rw-rw-rw-")),
                new Case(
                        "working directory is read-only",
                        "the plan writes a file, and the working directory",
                        world -> permit(closed(world), "r-xr-xr-x")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void badInputIsRefusedInOneMessageAndLeavesNothing(Case bad) throws Exception {
        bad.spoil().in(cao);

        CaoWorld.Result result = cao.run("launch", "--profile", "two.yaml").expect(2);

        assertThat(result.err().replace(cao.root().toString(), "ROOT")).contains(bad.message());
        assertThat(result.err()).doesNotContain("\tat ").doesNotContain("Exception");
        assertThat(result.out()).isEmpty();
        Path runs = cao.state().resolve("runs");
        assertThat(
                        Files.isDirectory(runs) && Files.isReadable(runs)
                                ? runs.toFile().list()
                                : new String[0])
                .isEmpty();
    }

    private static void replace(CaoWorld world, String old, String with) throws IOException {
        String text = Files.readString(world.work().resolve("two.yaml"));
        assertThat(text).contains(old);
        world.file("two.yaml", text.replaceFirst(java.util.regex.Pattern.quote(old), with));
    }

    private static String aliasBomb() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 10; i++) {
            String before = "*a" + (i - 1);
            bomb.append(
                    "a%d: &a%d [%s]\n".formatted(i, i, String.join(", ", java.util.Collections.nCopies(9, before))));
        }
        return bomb.toString();
    }

    private static void permit(Path file, String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private static Path closed(CaoWorld world) throws IOException {
        replace(world.withoutRights(), "goal:", "dir: closed\ngoal:");
        return Files.createDirectory(world.work().resolve("closed"));
    }

    /** Leaves one program on PATH, and the named one. */
    private static boolean link(CaoWorld world, String program) throws IOException {
        Path bin = Files.createDirectories(world.work().resolve("bin"));
        world.with("PATH", bin.toString());
        Files.createSymbolicLink(bin.resolve(program), Path.of("/bin", program));
        return true;
    }

    private static void tmux(CaoWorld world, String script) throws IOException {
        world.file("bin/tmux", "#!/bin/sh\n" + script + "\n").toFile().setExecutable(link(world, "sh"));
    }
}
