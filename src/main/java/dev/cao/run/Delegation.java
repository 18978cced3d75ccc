package dev.cao.run;

import dev.cao.domain.Address;
import dev.cao.domain.RunState;
import dev.cao.domain.TaskView;
import dev.cao.domain.WorkerName;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** How far tasks may be passed on: limits that keep a team of agents from feeding itself. */
final class Delegation {
    /** Tasks that one giver may have open. */
    static final int MAX_OPEN = 32;
    /** A worker of the supervisor may delegate, and its worker may, and no further. */
    static final int MAX_DEPTH = 3;

    private Delegation() {}

    /** Returns why the caller may not give that worker a task now, and what to do instead; empty when it may. */
    static Optional<String> refusal(RunState state, Team team, Address caller, WorkerName to, boolean blocking) {
        if (caller instanceof Address.Worker(WorkerName name)) {
            Set<WorkerName> givers = givers(state, name);
            if (givers.size() >= MAX_DEPTH) {
                return Optional.of(
                        "this task was passed on %d times already (%s), which is the limit; do the work yourself, or report what is missing"
                                .formatted(givers.size(), givers));
            }
            boolean allWait = team.members().stream()
                    .filter(member -> member.worker().equals(to))
                    .allMatch(member -> givers.contains(member.session()));
            if (blocking && allWait) {
                return Optional.of(
                        "%s waits for your own task, so it cannot take one that you wait for; answer, and say what you need"
                                .formatted(to));
            }
            return fanOut(state, caller);
        }
        // A plan is as wide as its author wrote it; a supervisor that is a model can run wild.
        boolean model = caller instanceof Address.Supervisor
                && state.supervisor()
                        .filter(chosen -> !chosen.provider().equals("plan"))
                        .isPresent();
        return model ? fanOut(state, caller) : Optional.empty();
    }

    private static Optional<String> fanOut(RunState state, Address caller) {
        long open = state.openTasks().stream()
                .filter(task -> task.from().equals(caller))
                .count();
        return open >= MAX_OPEN
                ? Optional.of("you have %d open tasks, which is the limit; wait for some of them with wait_for first"
                        .formatted(open))
                : Optional.empty();
    }

    /** Returns the worker itself and those whose tasks led to what it has in hand, nearest first. */
    private static Set<WorkerName> givers(RunState state, WorkerName worker) {
        Set<WorkerName> givers = new LinkedHashSet<>();
        Optional<WorkerName> next = Optional.of(worker);
        while (next.isPresent() && givers.add(next.get())) {
            next = inHand(state, next.get())
                    .map(TaskView::from)
                    .filter(Address.Worker.class::isInstance)
                    .map(from -> ((Address.Worker) from).name());
        }
        return givers;
    }

    private static Optional<TaskView> inHand(RunState state, WorkerName session) {
        return state.openTasks().stream()
                .filter(task -> task.inFlight() && task.session().equals(Optional.of(session)))
                .findFirst();
    }
}
