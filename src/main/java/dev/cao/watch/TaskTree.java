package dev.cao.watch;

import dev.cao.domain.Address;
import dev.cao.domain.RunState;
import dev.cao.domain.TaskView;
import dev.cao.domain.WorkerName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who asked whom:
 *
 * <pre>
 * supervisor
 * ├ t1 architect done 2m07s Design the target
 * └ t2 security working 12s Review the design
 *   └ t3 test queued 1.0s Write a test
 * </pre>
 *
 * A worker's task hangs below the one that the worker had in hand when it gave it.
 */
final class TaskTree {
    private final Map<String, List<TaskView>> byGiver = new LinkedHashMap<>();
    private final Map<String, List<TaskView>> below = new LinkedHashMap<>();
    private final Map<WorkerName, List<TaskView>> ofWorker = new LinkedHashMap<>();
    private final List<Picture.Branch> lines = new ArrayList<>();

    private TaskTree() {}

    static List<Picture.Branch> of(RunState state) {
        TaskTree tree = new TaskTree();
        state.tasks().forEach(tree::hang);
        tree.byGiver.forEach((giver, tasks) -> {
            tree.lines.add(
                    new Picture.Branch("", "", giver, "", tasks.getFirst().createdAt(), Optional.empty(), ""));
            tree.grow("", tasks);
        });
        return tree.lines;
    }

    private void hang(TaskView task) {
        Optional<TaskView> parent = task.from() instanceof Address.Worker(WorkerName giver)
                ? ofWorker.getOrDefault(giver, List.of()).reversed().stream()
                        .filter(earlier -> openAt(earlier, task))
                        .findFirst()
                : Optional.empty();
        List<TaskView> siblings = parent.isPresent()
                ? below.computeIfAbsent(parent.get().id().value(), _ -> new ArrayList<>())
                : byGiver.computeIfAbsent(task.from().toString(), _ -> new ArrayList<>());
        siblings.add(task);
        ofWorker.computeIfAbsent(task.session().orElse(task.to()), _ -> new ArrayList<>())
                .add(task);
    }

    private static boolean openAt(TaskView earlier, TaskView task) {
        return !earlier.state().isFinal() || !earlier.since().isBefore(task.createdAt());
    }

    private void grow(String indent, List<TaskView> tasks) {
        for (TaskView task : tasks) {
            boolean last = task.equals(tasks.getLast());
            lines.add(new Picture.Branch(
                    indent + (last ? "└ " : "├ "),
                    task.id().value(),
                    task.session().orElse(task.to()).value(),
                    task.state().wireName(),
                    task.state().isFinal() ? task.createdAt() : task.since(),
                    task.state().isFinal() ? Optional.of(task.since()) : Optional.empty(),
                    task.text()));
            grow(indent + (last ? "  " : "│ "), below.getOrDefault(task.id().value(), List.of()));
        }
    }
}
