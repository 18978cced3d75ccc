package dev.cao.profile;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A team as its profile describes it, complete and checked: every name in it resolves.
 *
 * @param file where it was read from, absolute
 * @param goal the caller's, else the profile's; present whenever a template of the plan names it
 * @param variables what templates may name beside the goal and the steps, as the caller gave them; in that order
 * @param directory the working directory that the profile proposes, absolute, not checked to exist; {@code --dir}
 *     overrides it
 * @param supervisors in order of preference; at least one
 * @param plan the steps for the supervisor {@code plan}; not empty when it is among the supervisors
 * @param prices of models, by name or its beginning; before those that cao knows
 * @param hooks who is told when somebody is needed, and at the end
 */
public record TeamProfile(
        Path file,
        String name,
        Optional<String> goal,
        Map<String, String> variables,
        Optional<Path> directory,
        List<SupervisorProfile> supervisors,
        List<WorkerProfile> workers,
        List<PlanStep> plan,
        List<Check> checks,
        Limits limits,
        Map<String, Price> prices,
        List<Hook> hooks) {
    public TeamProfile {
        requireNonNull(file, "file is null");
        requireNonNull(name, "name is null");
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        supervisors = List.copyOf(supervisors);
        workers = List.copyOf(workers);
        plan = List.copyOf(plan);
        checks = List.copyOf(checks);
        requireNonNull(limits, "limits is null");
        prices = Map.copyOf(prices);
        hooks = List.copyOf(hooks);
    }

    /** Returns the worker of that name in this team. */
    public Optional<WorkerProfile> worker(String workerName) {
        return workers.stream()
                .filter(worker -> worker.name().value().equals(workerName))
                .findFirst();
    }

    /** Returns the same team under this supervisor only. */
    public TeamProfile ledBy(SupervisorProfile supervisor) {
        return new TeamProfile(
                file,
                name,
                goal,
                variables,
                directory,
                List.of(supervisor),
                workers,
                plan,
                checks,
                limits,
                prices,
                hooks);
    }
}
