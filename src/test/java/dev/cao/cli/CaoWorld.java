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

/** A home of its own in which whole {@code cao} processes run. */
final class CaoWorld {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final Path root;
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

        void signal(String name) throws IOException, InterruptedException {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
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

    Running start(String... arguments) throws IOException {
        List<String> argv = new ArrayList<>(program());
        argv.addAll(List.of(arguments));
        return start(argv, Map.of());
    }

    /** Starts the script that the examples offer for CI, with this cao. */
    Running script(Map<String, String> environment, String... arguments) throws IOException {
        Path cao = root.resolve("cao");
        Files.writeString(cao, "#!/bin/sh\nexec " + String.join(" ", program()) + " \"$@\"\n");
        Files.setPosixFilePermissions(cao, PosixFilePermissions.fromString("rwx------"));
        List<String> argv = new ArrayList<>();
        argv.add(Path.of(System.getProperty("cao.test.root"), "examples/ci/run.sh")
                .toString());
        argv.addAll(List.of(arguments));
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("CAO", cao.toString());
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

    private Running start(List<String> argv, Map<String, String> environment) throws IOException {
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
        return new Running(builder.start(), out, err);
    }
}
