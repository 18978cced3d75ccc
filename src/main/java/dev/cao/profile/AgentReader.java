package dev.cao.profile;

import dev.cao.domain.WorkerName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the fields of an agent, overrides of the team already laid over them, into a worker. */
final class AgentReader {
    static final List<String> ROLES = List.of("developer", "reviewer", "supervisor");
    private static final int MAX_PARALLEL = 32;
    private static final int MAX_RESTARTS = 100;
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");

    private final ProviderNames names;
    private final Problems problems;

    AgentReader(ProviderNames names, Problems problems) {
        this.names = names;
        this.problems = problems;
    }

    /** Returns the worker as far as it can be read; complete when nothing was complained about. */
    WorkerProfile read(WorkerName name, AgentFile agent, Fields fields) {
        return new WorkerProfile(
                name,
                agent.name(),
                agent.source().path().toAbsolutePath().normalize(),
                agent.source().folder(),
                fields.text("description").orElse(""),
                providers(fields),
                fields.text("model"),
                fields.text("instructions").orElse(""),
                RelativePaths.argv(fields.argv("command"), problems),
                fields.scalar("script", "a file").flatMap(file -> RelativePaths.existing(file, problems)),
                fields.choice("role", ROLES),
                tools(fields),
                environment(fields),
                fields.scalar("workdir", "a folder").flatMap(folder -> RelativePaths.any(folder, problems)),
                new ResultReader(problems).read(fields),
                background(fields),
                new LimitsReader(problems).taskLimit(fields),
                new LimitsReader(problems).ofAgent(fields),
                fields.integer("parallel", 1, MAX_PARALLEL).orElse(1),
                fields.flag("fresh").orElse(false),
                fields.flag("delegates").orElse(false),
                fields.choice("on_restart", List.of("continue", "retry", "fail"))
                        .map(word -> switch (word) {
                            case "retry" -> WorkerProfile.OnRestart.RETRY;
                            case "fail" -> WorkerProfile.OnRestart.FAIL;
                            default -> WorkerProfile.OnRestart.CONTINUE;
                        })
                        .orElse(WorkerProfile.OnRestart.CONTINUE),
                fields.integer("restarts", 0, MAX_RESTARTS).orElse(WorkerProfile.DEFAULT_RESTARTS),
                permissions(fields));
    }

    private static WorkerProfile.Permissions permissions(Fields fields) {
        return fields.choice("permissions", List.of("allow", "deny", "supervisor", "user"))
                .map(word -> WorkerProfile.Permissions.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(WorkerProfile.Permissions.USER);
    }

    /** Complains when a provider lacks what it runs on; only sensible once all overrides are known. */
    void checkComplete(WorkerProfile worker, Fields fields) {
        if (!fields.isReadable()) {
            return;
        }
        if (worker.providers().contains(ProviderNames.COMMAND) && !fields.has("command")) {
            problems.add(
                    fields.placeOf("provider"),
                    "`provider: command` needs `command`: a list of the program and its arguments");
        }
        if (worker.providers().contains(ProviderNames.STAND_IN) && !fields.has("script")) {
            problems.add(
                    fields.placeOf("provider"), "`provider: stand-in` needs `script`: the file of scripted answers");
        }
    }

    /** Without a provider, the key that only one provider reads says which is meant. */
    private List<String> providers(Fields fields) {
        if (!fields.has("provider")) {
            return List.of(
                    fields.has("command")
                            ? ProviderNames.COMMAND
                            : fields.has("script") ? ProviderNames.STAND_IN : ProviderNames.AUTO);
        }
        return fields.oneOrMore("provider", "a provider, or a list of them in order of preference").stream()
                .filter(written -> known(written))
                .map(Node.Scalar::text)
                .distinct()
                .toList();
    }

    private boolean known(Node.Scalar written) {
        if (names.ofWorkers().contains(written.text())) {
            return true;
        }
        problems.add(
                written.place(),
                "no provider " + Quoted.of(written.text()) + Suggestion.orAll(written.text(), names.ofWorkers()));
        return false;
    }

    private WorkerProfile.Tools tools(Fields fields) {
        Optional<Node> node = fields.node("tools");
        if (node.isEmpty()) {
            return WorkerProfile.Tools.NONE;
        }
        Fields tools = Fields.of(node.get(), Keys.TOOLS, problems);
        return new WorkerProfile.Tools(names(tools, "allow"), names(tools, "deny"));
    }

    private static List<String> names(Fields fields, String key) {
        return fields.texts(key, "a list of tools").stream()
                .map(Node.Scalar::text)
                .toList();
    }

    private Map<String, String> environment(Fields fields) {
        Map<String, String> environment = new LinkedHashMap<>();
        Optional<Node> node = fields.node("env");
        if (node.isPresent() && !(node.get() instanceof Node.Mapping)) {
            problems.add(
                    node.get().place(),
                    "found " + node.get().found() + ", expected a mapping such as `{ LOG_LEVEL: debug }`");
        }
        if (node.isPresent() && node.get() instanceof Node.Mapping mapping) {
            for (Node.Entry entry : mapping.entries()) {
                variable(entry).ifPresent(value -> environment.put(entry.key(), value));
            }
        }
        return environment;
    }

    private Optional<String> variable(Node.Entry entry) {
        if (!VARIABLE.matcher(entry.key()).matches()) {
            problems.add(entry.place(), "is not the name of a variable: letters, digits and `_` only");
            return Optional.empty();
        }
        if (entry.key().startsWith("CAO_")) {
            problems.add(entry.place(), "names that begin with `CAO_` are cao's own; choose another name");
            return Optional.empty();
        }
        if (!(entry.value() instanceof Node.Scalar scalar)
                || scalar.kind() == Node.Kind.NOTHING
                || scalar.text().indexOf('\0') >= 0) {
            problems.add(
                    entry.value().place(),
                    "found " + entry.value().found() + ", expected a text; write \"\" for an empty one");
            return Optional.empty();
        }
        return Optional.of(scalar.text());
    }

    private WorkerProfile.Background background(Fields fields) {
        var standard = new WorkerProfile.Background.Await(WorkerProfile.Background.DEFAULT_DEADLINE);
        Optional<Node> node = fields.node("background");
        if (node.isPresent() && node.get() instanceof Node.Mapping mapping) {
            Fields inner = Fields.of(mapping, Keys.BACKGROUND, problems);
            inner.required("wait", "a duration such as 10m");
            Optional<Duration> deadline = inner.duration("wait");
            return new WorkerProfile.Background.Await(deadline.orElse(standard.deadline()));
        }
        return fields.choice("background", List.of("wait", "ignore"))
                .<WorkerProfile.Background>map(
                        word -> word.equals("ignore") ? new WorkerProfile.Background.Ignore() : standard)
                .orElse(standard);
    }
}
