package dev.cao.profile;

import static java.util.Objects.requireNonNull;

import dev.cao.domain.WorkerName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One step of a fixed plan: the same verbs that a model may use. {@code when} empty: always. */
public sealed interface PlanStep {
    Optional<Condition> when();

    /**
     * @param as names the answer for later steps; without it, the worker's name
     * @param retry how often a failed task is given again
     */
    record Handoff(WorkerName to, Template task, String as, int retry, Optional<Condition> when) implements PlanStep {
        public Handoff {
            requireNonNull(to, "to is null");
            requireNonNull(as, "as is null");
        }
    }

    record Assign(WorkerName to, Template task, String as, int retry, Optional<Condition> when) implements PlanStep {
        public Assign {
            requireNonNull(to, "to is null");
            requireNonNull(as, "as is null");
        }
    }

    record Send(WorkerName to, Template message, Optional<Condition> when) implements PlanStep {}

    /** Waits for the answers of these names, all of them or any one. */
    record Wait(List<String> names, boolean all, Optional<Duration> timeout, Optional<Condition> when)
            implements PlanStep {
        public Wait {
            names = List.copyOf(names);
        }
    }

    /**
     * Writes a file of the run's working directory.
     *
     * @param file relative, and inside that directory
     * @param content the template, already read from its file
     */
    record Write(Path file, Template content, Optional<Condition> when) implements PlanStep {}
}
