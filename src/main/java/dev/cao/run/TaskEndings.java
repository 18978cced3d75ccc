package dev.cao.run;

import dev.cao.domain.Address;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunState;
import dev.cao.domain.TaskId;
import dev.cao.domain.TaskOutcome;
import dev.cao.domain.TaskView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What goes into the journal when a task ends: its end, and for an assignment the message that brings the answer. */
final class TaskEndings {
    private TaskEndings() {}

    /** Returns no events when the task has ended already. */
    static List<RunEvent> events(RunState state, TaskId id, TaskOutcome outcome) {
        Optional<TaskView> open = state.task(id).filter(task -> !task.state().isFinal());
        if (open.isEmpty()) {
            return List.of();
        }
        TaskView task = open.get();
        List<RunEvent> events = new ArrayList<>();
        events.add(new RunEvent.TaskEnded(id, outcome));
        boolean toInbox = !task.blocking() && !(task.from() instanceof Address.User);
        if (toInbox && !Messages.wasSent(state, task, text(outcome))) {
            events.add(new RunEvent.MessageRecorded(
                    state.nextMessage(),
                    new Address.Worker(task.session().orElse(task.to())),
                    task.from(),
                    text(outcome),
                    Optional.of(id)));
        }
        return events;
    }

    /** Returns the outcome as one text for whoever reads an answer: the answer, or what went wrong. */
    static String text(TaskOutcome outcome) {
        return switch (outcome) {
            case TaskOutcome.Done(String answer, boolean _) -> answer;
            case TaskOutcome.Failed(var reason, String detail, String answer) ->
                answer.isEmpty()
                        ? "FAILED (" + reason.wireName() + "): " + detail
                        : "FAILED (" + reason.wireName() + "): " + detail + "\n\n" + answer;
            case TaskOutcome.Cancelled(String why) -> "CANCELLED: " + why;
        };
    }
}
