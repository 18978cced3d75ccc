package dev.cao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.OSInfo;

/** A home of its own in which whole {@code cao} processes run. */
final class CaoWorld {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private static final Path PROJECT = Path.of(System.getProperty("cao.test.root", ""));
    private static final Path SCRIPT = PROJECT.resolve("examples/ci/run.sh");

    private final Path root;
    private final Map<String, String> environment = new HashMap<>();
    private List<String> starter = List.of();
    private int started;

    /** @param root short enough for sockets below it */
    CaoWorld(Path root) {
        this.root = root;
        for (String folder : List.of("home", "run", "tmp", "work")) {
            try {
                Files.createDirectories(root.resolve(folder));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** What a command left behind. */
    record Result(int exit, String out, String err) {
        Result expect(int code) {
            assertThat(exit).as("exit code; out:\n%s\nerr:\n%s", out, err).isEqualTo(code);
            return this;
        }
    }

    /** A command that runs. */
    record Running(Process process, Path out, Path err) {
        String errSoFar() {
            return read(err);
        }

        Running awaitErr(String text) {
            Awaitility.await("'" + text + "' in " + err)
                    .atMost(DEADLINE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> errSoFar().contains(text) || !process.isAlive());
            assertThat(errSoFar()).contains(text);
            return this;
        }

        /** Sends these signals, one right after the other. */
        void signal(String... names) throws IOException, InterruptedException {
            StringBuilder script = new StringBuilder();
            for (String name : names) {
                script.append("kill -").append(name).append(" \"$1\";");
            }
            new ProcessBuilder("sh", "-c", script.toString(), "sh", Long.toString(process.pid()))
                    .start()
                    .waitFor();
        }

        Result await() throws InterruptedException {
            assertThat(process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS))
                    .as("ended in time; err:\n%s", read(err))
                    .isTrue();
            return new Result(process.exitValue(), read(out), read(err));
        }

        private static String read(Path file) {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    Path work() {
        return root.resolve("work");
    }

    Path state() {
        return root.resolve("home/state");
    }

    /** Writes a file into the working directory. */
    Path file(String name, String text) throws IOException {
        Path file = work().resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    Result run(String... arguments) throws IOException, InterruptedException {
        return start(arguments).await();
    }

    /** Sets a variable for what is started from now on. */
    CaoWorld with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Starts cao from now on by way of this program, whose arguments it follows. */
    CaoWorld under(String... program) {
        starter = List.of(program);
        return this;
    }

    /** Starts cao from now on without the rights of root, if it is root that tests. */
    CaoWorld withoutRights() {
        return System.getProperty("user.name").equals("root")
                ? under("setpriv", "--bounding-set=-all", "--inh-caps=-all")
                : this;
    }

    /** Puts SQLite's native library where it needs no unpacking, which would need space of its own. */
    CaoWorld withSqlite() throws IOException {
        String resource =
                "/org/sqlite/native/%s/libsqlitejdbc.so".formatted(OSInfo.getNativeLibFolderPathForCurrentOS());
        try (var library = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
            Files.copy(library, root.resolve("libsqlitejdbc.so"));
        }
        return with("JAVA_TOOL_OPTIONS", "-Dorg.sqlite.lib.name=libsqlitejdbc.so -Dorg.sqlite.lib.path=" + root);
    }

    Path root() {
        return root;
    }

    Running start(String... arguments) throws IOException {
        List<String> argv = new ArrayList<>(starter);
        argv.addAll(program());
        argv.addAll(List.of(arguments));
        return start(argv, Map.of());
    }

    /** Makes {@code cao} in the world's folder, a program that is this cao in this world. */
    void launcher() throws IOException {
        Path cao = root.resolve("cao");
        Files.writeString(
                cao,
                "#!/bin/sh\nexport HOME=%s CAO_HOME=%s XDG_RUNTIME_DIR=%s\nexec %s \"$@\"\n"
                        .formatted(root.resolve("home"), state(), root.resolve("run"), String.join(" ", program())));
        Files.setPosixFilePermissions(cao, PosixFilePermissions.fromString("rwx------"));
    }

    /** Starts the script that the examples offer for CI, with this cao. */
    Running script(Map<String, String> environment, String... arguments) throws IOException {
        return start(SCRIPT, environment, List.of(arguments));
    }

    /** Starts what the GitHub action starts, with this cao. */
    Running action(Map<String, String> environment) throws IOException {
        return start(PROJECT.resolve(".github/actions/cao/run.sh"), environment, List.of());
    }

    private Running start(Path script, Map<String, String> environment, List<String> arguments) throws IOException {
        Path cao = root.resolve("cao");
        Files.writeString(cao, "#!/bin/sh\nexec " + String.join(" ", program()) + " \"$@\"\n");
        Files.setPosixFilePermissions(cao, PosixFilePermissions.fromString("rwx------"));
        List<String> argv = new ArrayList<>();
        argv.add(script.toString());
        argv.addAll(arguments);
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("CAO", cao.toString());
        variables.put("CAO_SCRIPT", SCRIPT.toString());
        variables.put("CAO_REPORTS", reports().toString());
        return start(argv, variables);
    }

    /** Where the script puts its reports. */
    Path reports() {
        return root.resolve("reports/of ci");
    }

    private List<String> program() {
        return List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + root.resolve("tmp"),
                "-cp",
                System.getProperty("cao.test.classpath"),
                "dev.cao.cli.Main");
    }

    private Running start(List<String> argv, Map<String, String> more) throws IOException {
        started++;
        Path out = root.resolve("out-" + started);
        Path err = root.resolve("err-" + started);
        ProcessBuilder builder = new ProcessBuilder(argv)
                .directory(work().toFile())
                .redirectInput(new java.io.File("/dev/null"))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment()
                .putAll(Map.of(
                        "HOME", root.resolve("home").toString(),
                        "CAO_HOME", state().toString(),
                        "XDG_RUNTIME_DIR", root.resolve("run").toString()));
        builder.environment().putAll(environment);
        builder.environment().putAll(more);
        return new Running(builder.start(), out, err);
    }
}
