package dev.cao.cli;

import dev.cao.io.Time;
import dev.cao.profile.ProfileReader;
import dev.cao.provider.AgentProviders;
import dev.cao.run.Machine;
import dev.cao.run.Runs;
import dev.cao.run.TmuxTerminals;
import dev.cao.terminal.TmuxProgram;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Builds what commands work with, by hand, and only when a command asks for it. */
final class Wiring {
    private static final List<String> LEAN =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xlog:disable");

    private final Map<String, String> environment;
    private final Map<String, String> properties;
    private final PrintStream out;
    private final PrintStream err;

    Wiring(Map<String, String> environment, Map<String, String> properties, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.properties = properties;
        this.out = out;
        this.err = err;
    }

    /** The wiring of this very process. It prints UTF-8 in any locale: answers must come out as they are. */
    static Wiring ofThisProcess() {
        Map<String, String> properties = System.getProperties().entrySet().stream()
                .collect(Collectors.toMap(e -> String.valueOf(e.getKey()), e -> String.valueOf(e.getValue())));
        return new Wiring(System.getenv(), properties, ResultStream.ofThisProcess(), utf8(FileDescriptor.err));
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** Returns a wiring whose results are kept, for a pager. */
    Wiring keeping(ByteArrayOutputStream results) {
        return new Wiring(environment, properties, new PrintStream(results, true, StandardCharsets.UTF_8), err);
    }

    /** Returns what shows kept results to a person. */
    Pager pager() {
        return new Pager(environment, out, output());
    }

    /** Returns why results were not written. */
    Optional<String> lostResults() {
        return out instanceof ResultStream results ? results.trouble() : Optional.empty();
    }

    Map<String, String> environment() {
        return environment;
    }

    Map<String, String> properties() {
        return properties;
    }

    Output output() {
        return new Output(out, err, environment);
    }

    Places places() {
        return Places.find(environment, properties);
    }

    Runs runs() {
        return new Runs(places().state());
    }

    Time time() {
        return Time.system();
    }

    ProfileReader profiles() {
        return new ProfileReader(places().agentFolders(), AgentProviders.names());
    }

    /**
     * Looks the machine over for an orchestrator.
     *
     * @param extraEnvironment what {@code --env} adds for workers
     * @throws dev.cao.domain.CaoException if tmux is missing or too old, or there is no private place for sockets
     */
    Machine machine(Map<String, String> extraEnvironment) throws InterruptedException {
        TmuxProgram tmux = TmuxProgram.find(environment.getOrDefault("PATH", ""));
        return new Machine(
                environment,
                extraEnvironment,
                caoCommand(),
                places().privateRuntime(),
                bootId(),
                time(),
                new TmuxTerminals(tmux));
    }

    /** Returns the argv that starts this very cao. */
    List<String> caoCommand() {
        String launcher = properties.getOrDefault("cao.command", "");
        if (!launcher.isEmpty()) {
            return List.of(launcher);
        }
        List<String> command = new ArrayList<>(List.of(properties.get("java.home") + "/bin/java"));
        command.addAll(LEAN);
        String home = properties.getOrDefault("cao.home", "");
        if (!home.isEmpty()) {
            command.add("-Dcao.home=" + home);
        }
        command.addAll(List.of("-cp", classPath(), Main.class.getName()));
        return command;
    }

    /** Surefire starts tests with a class path of one jar that names the others. */
    private String classPath() {
        String given = properties.getOrDefault("cao.test.classpath", properties.getOrDefault("java.class.path", ""));
        return java.util.Arrays.stream(given.split(":"))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(":"));
    }

    private static String bootId() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        } catch (IOException _) {
            // No Linux: a run that was interrupted by a reboot cannot be told from another one.
            return "";
        }
    }
}
