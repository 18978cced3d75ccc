package dev.cao.watch;

import dev.cao.domain.Address;
import dev.cao.domain.RunState;
import dev.cao.domain.TaskView;
import dev.cao.domain.WorkerName;
import dev.cao.domain.WorkerView;
import dev.cao.run.Roster;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The workers of a run in the order in which they are shown: each below the worker that gave it its latest task. */
final class TeamTree {
    static final String SUPERVISOR = "supervisor";

    private final Map<String, List<WorkerView>> below = new LinkedHashMap<>();
    private final List<Place> places = new ArrayList<>();

    private TeamTree() {}

    /** A worker and the lines that connect it with the one above. */
    record Place(WorkerView worker, String branches) {}

    static List<Place> of(RunState state) {
        TeamTree tree = new TeamTree();
        Map<String, String> givers = givers(state);
        for (WorkerView worker : Roster.inOrder(state)) {
            String name = worker.name().value();
            if (!name.equals(SUPERVISOR)) {
                tree.below
                        .computeIfAbsent(giver(name, givers), _ -> new ArrayList<>())
                        .add(worker);
            }
        }
        tree.grow("", SUPERVISOR);
        return tree.places;
    }

    private static Map<String, String> givers(RunState state) {
        Set<String> sessions = new HashSet<>();
        state.workers().forEach(worker -> sessions.add(worker.name().value()));
        Map<String, String> givers = new HashMap<>();
        for (TaskView task : state.tasks()) {
            String giver = task.from() instanceof Address.Worker(WorkerName name) && sessions.contains(name.value())
                    ? name.value()
                    : SUPERVISOR;
            givers.put(task.session().orElse(task.to()).value(), giver);
        }
        return givers;
    }

    /** Workers that have given tasks to each other stand below the supervisor. */
    private static String giver(String worker, Map<String, String> givers) {
        String direct = givers.getOrDefault(worker, SUPERVISOR);
        Set<String> seen = new HashSet<>();
        String above = direct;
        while (!above.equals(SUPERVISOR) && seen.add(above)) {
            if (above.equals(worker)) {
                return SUPERVISOR;
            }
            above = givers.getOrDefault(above, SUPERVISOR);
        }
        return direct;
    }

    private void grow(String indent, String giver) {
        List<WorkerView> workers = below.getOrDefault(giver, List.of());
        for (WorkerView worker : workers) {
            boolean last = worker.equals(workers.getLast());
            places.add(new Place(worker, indent + (last ? "└ " : "├ ")));
            grow(indent + (last ? "  " : "│ "), worker.name().value());
        }
    }
}
