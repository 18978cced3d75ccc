package dev.cao.profile;

import dev.cao.domain.WorkerName;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the keys of a team. Not thread-safe: one file, one reader. */
final class TeamReader {
    private final AgentSearch search;
    private final ProviderNames providers;
    private final Map<String, String> variables;
    private final Problems problems;
    private final Map<String, String> origins = new LinkedHashMap<>();

    TeamReader(AgentSearch search, ProviderNames providers, Map<String, String> variables, Problems problems) {
        this.search = search;
        this.providers = providers;
        this.variables = new LinkedHashMap<>(variables);
        this.problems = problems;
    }

    /** Returns the team as far as it could be read; it is complete when nothing was complained about. */
    LoadedProfile read(Node root) {
        Fields fields = Fields.of(root, Keys.TEAM, problems);
        fields.entries()
                .keySet()
                .forEach(key -> origins.put(key, fields.placeOf(key).shortly()));
        String name = fields.requiredText("name", "a short name such as `modernize`")
                .map(text -> checkedName(text, fields))
                .orElse("");
        Optional<String> written = fields.text("goal");
        Optional<String> goal = Optional.ofNullable(variables.remove("goal")).or(() -> written);
        if (!goal.equals(written)) {
            origins.put("goal", "--goal");
        }
        var agents = new TeamAgents(search, providers, problems);
        var workers = new WorkersReader(agents, providers, problems, origins);
        List<WorkerProfile> team = workers.read(fields);
        List<SupervisorProfile> supervisors = new SupervisorReader(agents, providers, problems, origins).read(fields);
        List<PlanStep> plan = new PlanReader(workers.names(), goal, variables, problems).read(fields);
        checkPlan(fields, supervisors);
        checkPermissions(fields, supervisors, team);
        Source source = root.place().source();
        Optional<Path> directory = fields.scalar("dir", "a folder")
                .flatMap(folder -> RelativePaths.any(folder, problems))
                .map(path -> source.folder().resolve(path).normalize());
        List<Check> checks = new ChecksReader(problems).read(fields);
        Limits limits = new LimitsReader(problems).ofTeam(fields);
        return new LoadedProfile(
                new TeamProfile(
                        source.path().toAbsolutePath().normalize(),
                        name,
                        goal,
                        variables,
                        directory,
                        supervisors,
                        team,
                        plan,
                        checks,
                        limits,
                        new PricesReader(problems).read(fields),
                        new HooksReader(problems).read(fields)),
                problems.notes(),
                origins);
    }

    private String checkedName(String name, Fields fields) {
        if (!WorkerName.isValid(name)) {
            problems.add(
                    fields.placeOf("name"),
                    "found " + Quoted.of(name) + ", expected letters, digits, `-` and `_`, at most 40");
        }
        return name;
    }

    private void checkPlan(Fields fields, List<SupervisorProfile> supervisors) {
        boolean planned = supervisors.stream().anyMatch(one -> one.provider().equals(ProviderNames.PLAN));
        if (planned && fields.has("supervisor") && !fields.has("plan")) {
            problems.add(
                    fields.placeOf("plan"),
                    "is missing; the supervisor `plan` needs the steps to take, such as"
                            + " `- handoff: { to: architect, task: \"…\" }`");
        }
    }

    private void checkPermissions(Fields fields, List<SupervisorProfile> supervisors, List<WorkerProfile> team) {
        boolean onlyPlan = supervisors.stream().allMatch(one -> one.provider().equals(ProviderNames.PLAN));
        team.stream()
                .filter(worker -> onlyPlan && worker.permissions() == WorkerProfile.Permissions.SUPERVISOR)
                .forEach(worker -> problems.add(
                        fields.placeOf("workers"),
                        "has worker `%s` with `permissions: supervisor`, but the supervisor `plan` cannot answer;"
                                        .formatted(worker.name())
                                + " expected `allow`, `deny` or `user`, or another supervisor"));
    }
}
