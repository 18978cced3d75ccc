package dev.cao.profile;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A team as its profile describes it, complete and checked: every name in it resolves.
 *
 * @param file where it was read from
 * @param directory the working directory that the profile proposes, absolute; {@code --dir} overrides it
 * @param supervisors in order of preference; at least one
 * @param plan the steps of the supervisor {@code plan}; empty when it is not among the supervisors
 */
public record TeamProfile(
        Path file,
        String name,
        Optional<String> goal,
        Optional<Path> directory,
        List<SupervisorProfile> supervisors,
        List<WorkerProfile> workers,
        List<PlanStep> plan,
        List<Check> checks,
        Limits limits) {
    public TeamProfile {
        requireNonNull(file, "file is null");
        requireNonNull(name, "name is null");
        supervisors = List.copyOf(supervisors);
        workers = List.copyOf(workers);
        plan = List.copyOf(plan);
        checks = List.copyOf(checks);
        requireNonNull(limits, "limits is null");
    }

    /** Returns the worker of that name in this team. */
    public Optional<WorkerProfile> worker(String workerName) {
        return workers.stream()
                .filter(worker -> worker.name().value().equals(workerName))
                .findFirst();
    }
}
