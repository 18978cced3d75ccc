package dev.cao.provider.standin;

import dev.cao.agent.AgentFact;
import dev.cao.agent.AgentProvider;
import dev.cao.agent.Capabilities;
import dev.cao.agent.FactReader;
import dev.cao.agent.InputBox;
import dev.cao.agent.LaunchPlan;
import dev.cao.agent.LaunchRequest;
import dev.cao.io.JsonText;
import dev.cao.profile.WorkerProfile;
import dev.cao.terminal.Key;
import dev.cao.terminal.PasteLimits;
import dev.cao.terminal.Screen;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The stand-in agent, {@code cao agent}, in its two uses: {@code command} runs a program of the user's for each task,
 * {@code stand-in} plays a script. Both are interactive programs in a pane like every other agent.
 */
public final class StandInProvider implements AgentProvider {
    private static final Composer COMPOSER =
            new Composer(PasteLimits.NONE, List.of(Key.ENTER), List.of(Key.ESCAPE), List.of(Key.ESCAPE), "/exit");

    private final Kind kind;

    public enum Kind {
        COMMAND("command", StandInCapabilities.COMMAND),
        SCRIPT("stand-in", StandInCapabilities.SCRIPT);

        private final String providerName;
        private final Capabilities capabilities;

        Kind(String providerName, Capabilities capabilities) {
            this.providerName = providerName;
            this.capabilities = capabilities;
        }
    }

    public StandInProvider(Kind kind) {
        this.kind = kind;
    }

    @Override
    public String name() {
        return kind.providerName;
    }

    @Override
    public Capabilities capabilities() {
        return kind.capabilities;
    }

    @Override
    public boolean isAgentCli() {
        return false;
    }

    @Override
    public boolean remembers() {
        return kind == Kind.SCRIPT;
    }

    @Override
    public Availability probe(WorkerProfile profile, Path directory, Map<String, String> environment) {
        return switch (kind) {
            case COMMAND -> command(profile, directory, environment);
            case SCRIPT ->
                profile.script().filter(Files::isReadable).isPresent()
                        ? new Availability.Available(
                                "script " + profile.script().get())
                        : new Availability.Missing(
                                "its script cannot be read: "
                                        + profile.script().map(Path::toString).orElse("none given"),
                                "Name a readable file as 'script'.");
        };
    }

    private static Availability command(WorkerProfile profile, Path directory, Map<String, String> environment) {
        if (profile.command().isEmpty()) {
            return new Availability.Missing("its profile has no 'command'", "Add 'command: [PROGRAM, ARGUMENT…]'.");
        }
        String program = profile.command().getFirst();
        Optional<Path> found = program.contains("/")
                ? Optional.of(directory.resolve(program)).filter(Files::isExecutable)
                : onPath(program, environment.getOrDefault("PATH", ""));
        return found.<Availability>map(path -> new Availability.Available(path.toString()))
                .orElseGet(() -> new Availability.Missing(
                        "its command '%s' is no executable program".formatted(program),
                        "Check the name, and make the file executable (chmod +x)."));
    }

    private static Optional<Path> onPath(String program, String path) {
        for (String folder : path.split(":")) {
            if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
                return Optional.of(Path.of(folder, program));
            }
        }
        return Optional.empty();
    }

    /** It is a part of cao. */
    @Override
    public Availability installed(Map<String, String> environment) {
        return new Availability.Available(capabilities().testedWith());
    }

    @Override
    public LaunchPlan plan(LaunchRequest request) {
        Path events = request.home().resolve("events-" + request.nativeSession() + ".jsonl");
        List<String> argv = new ArrayList<>(request.caoCommand());
        argv.addAll(List.of("agent", "--session", request.nativeSession(), "--events", events.toString()));
        argv.addAll(List.of("--name", request.worker().value()));
        if (request.resume()) {
            argv.add("--resume");
        }
        switch (kind) {
            case COMMAND -> {
                argv.add("--exec");
                argv.addAll(request.profile().command());
            }
            case SCRIPT -> {
                List<String> bridge = new ArrayList<>(request.caoCommand());
                bridge.add("mcp");
                argv.addAll(List.of("--mcp", JsonText.write(bridge)));
                request.profile().script().ifPresent(script -> argv.addAll(List.of("--script", script.toString())));
            }
        }
        return new LaunchPlan(argv, request.environment(), Map.of(), events);
    }

    @Override
    public FactReader reader() {
        return (line, _) -> StandInFacts.read(line);
    }

    @Override
    public Composer composer() {
        return COMPOSER;
    }

    @Override
    public String harmless(String text) {
        String trimmed = text.strip();
        return trimmed.startsWith("/") || trimmed.startsWith("!") || trimmed.equals("exit") ? "Task: " + text : text;
    }

    @Override
    public boolean takesVerbatim(String text) {
        return text.codePoints().noneMatch(c -> c == '\t' || c == '\r');
    }

    @Override
    public InputBox box(Screen screen) {
        return StandInScreen.box(screen);
    }

    @Override
    public Sight sight(Screen screen) {
        return StandInScreen.sight(screen);
    }

    @Override
    public Optional<Reply> reply(AgentFact.Waiting request, String answer) {
        return switch (request.on()) {
            case PERMISSION ->
                switch (answer) {
                    case "allow", "yes" -> Optional.of(new Reply.Press(List.of(Key.ONE)));
                    case "deny", "no" -> Optional.of(new Reply.Press(List.of(Key.TWO)));
                    default -> Optional.empty();
                };
            case QUESTION -> Optional.of(new Reply.Type(answer));
            case DIALOG -> Optional.empty();
        };
    }
}
