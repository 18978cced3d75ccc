package dev.cao.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What can be said about a launch. Filled by picocli; read by the launch. */
final class LaunchOptions {
    @Option(
            names = {"-p", "--profile"},
            required = true,
            paramLabel = "FILE",
            description = "The team profile, such as examples/modernize.yaml.")
    private Path profile;

    @Option(names = "--goal", paramLabel = "TEXT", description = "Takes the place of the profile's goal.")
    private Optional<String> goal;

    @Option(
            names = "--goal-file",
            paramLabel = "FILE",
            description = "Reads the goal from a file; - is standard input.")
    private Optional<Path> goalFile;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "A value for the profile's templates: {{NAME}}. Repeatable.")
    private Map<String, String> variables = new LinkedHashMap<>();

    @Mixin
    private final EnvironmentOption environment = new EnvironmentOption();

    @Option(names = "--dir", paramLabel = "DIR", description = "Where the team works; default: the profile's, or here.")
    private Optional<Path> directory;

    @Option(names = "--name", paramLabel = "NAME", description = "Name of the run; default: the profile's.")
    private Optional<String> name;

    @Option(
            names = {"-d", "--detach"},
            description = "Return when the run has started; 'cao wait' waits for its end.")
    private boolean detach;

    @Option(
            names = "--supervisor",
            paramLabel = "NAME",
            description = "Use this supervisor: plan, auto, an agent CLI, bedrock, bedrock-agent or openai.")
    private Optional<String> supervisor;

    @Option(names = "--provider", paramLabel = "NAME", description = "Use this provider for every worker.")
    private Optional<String> provider;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask before anything that can spend money or change files.")
    private boolean yes;

    @Option(names = "--keep", description = "Leave the workers' sessions open at the end; 'cao stop' closes them.")
    private boolean keep;

    @Option(
            names = "--ci",
            description = "Nobody is there: plain lines; what asks for a person fails at once. Implied by CI=true.")
    private boolean ci;

    @Option(names = "--timeout", paramLabel = "TIME", description = "Limit for the whole run: 90s, 45m, 2h.")
    private Optional<Duration> timeout;

    Path profile() {
        return profile;
    }

    Optional<String> goal() {
        return goal;
    }

    Optional<Path> goalFile() {
        return goalFile;
    }

    Map<String, String> variables() {
        return variables;
    }

    EnvironmentOption environment() {
        return environment;
    }

    Optional<Path> directory() {
        return directory;
    }

    Optional<String> name() {
        return name;
    }

    boolean detach() {
        return detach;
    }

    Optional<String> supervisor() {
        return supervisor;
    }

    Optional<String> provider() {
        return provider;
    }

    boolean yes() {
        return yes;
    }

    boolean keep() {
        return keep;
    }

    boolean ci() {
        return ci;
    }

    Optional<Duration> timeout() {
        return timeout;
    }
}
