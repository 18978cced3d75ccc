package dev.cao.run;

import dev.cao.domain.Address;
import dev.cao.domain.MessageId;
import dev.cao.domain.MessageState;
import dev.cao.domain.MessageView;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunState;
import dev.cao.domain.TaskId;
import dev.cao.domain.TaskView;
import dev.cao.domain.WorkerName;
import dev.cao.run.TeamToolbox.Effect;
import dev.cao.tool.ToolCall;
import dev.cao.tool.ToolResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What send_message does, and what becomes of messages whose content was told otherwise. */
final class Messages {
    private Messages() {}

    static Effect send(RunState state, Team team, Address caller, ToolCall.SendMessage call) {
        Optional<TaskView> task = taskInHand(state, caller);
        Optional<Address> receiver =
                call.receiver().isPresent() ? address(call.receiver().get(), team, state) : task.map(TaskView::from);
        if (receiver.isEmpty()) {
            return Effect.refused(
                    call.receiver().isPresent()
                            ? "there is no receiver '%s'; workers: %s; also: supervisor, user, or a task id"
                                    .formatted(call.receiver().get(), team.roster())
                            : "you have no task in hand, so there is no default receiver; name receiver_id");
        }
        if (receiver.get().equals(caller)) {
            return Effect.refused("a message to yourself is not delivered; name another receiver_id");
        }
        MessageId id = state.nextMessage();
        Optional<TaskId> inReplyTo =
                task.filter(open -> open.from().equals(receiver.get())).map(TaskView::id);
        return new Effect(
                List.of(new RunEvent.MessageRecorded(id, caller, receiver.get(), call.message(), inReplyTo)),
                new ToolResult(
                        true,
                        "Message %s to %s is recorded and will be delivered when it can take it."
                                .formatted(id, receiver.get()),
                        Map.of(
                                "success",
                                true,
                                "message_id",
                                id.value(),
                                "sender_id",
                                caller.toString(),
                                "receiver_id",
                                receiver.get().toString())));
    }

    private static Optional<TaskView> taskInHand(RunState state, Address caller) {
        return caller instanceof Address.Worker(WorkerName name)
                ? state.openTasks().stream()
                        .filter(task -> task.session().equals(Optional.of(name)))
                        .findFirst()
                : Optional.empty();
    }

    private static Optional<Address> address(String receiver, Team team, RunState state) {
        if (receiver.equals("supervisor")) {
            return Optional.of(Address.SUPERVISOR);
        }
        if (receiver.equals("user")) {
            return Optional.of(Address.USER);
        }
        if (TaskId.isValid(receiver)) {
            Optional<Address> giver = state.task(new TaskId(receiver)).map(TaskView::from);
            if (giver.isPresent()) {
                return giver;
            }
        }
        return WorkerName.isValid(receiver)
                        && team.member(new WorkerName(receiver)).isPresent()
                ? Optional.of(new Address.Worker(new WorkerName(receiver)))
                : Optional.empty();
    }

    /** Tells whether the worker has sent this text to the task's giver itself, so that it need not be sent again. */
    static boolean wasSent(RunState state, TaskView task, String text) {
        return state.messages().stream()
                .anyMatch(message -> message.inReplyTo().equals(Optional.of(task.id()))
                        && message.to().equals(task.from())
                        && message.body().strip().equals(text.strip()));
    }

    /** Returns the messages about ended tasks that wait for the caller: it is told of them together with the answers. */
    static List<MessageView> unread(RunState state, Address caller, List<TaskView> told) {
        List<TaskId> ended = told.stream()
                .filter(task -> task.state().isFinal())
                .map(TaskView::id)
                .toList();
        return state.pending(caller).stream()
                .filter(message -> message.inReplyTo().filter(ended::contains).isPresent())
                .toList();
    }

    /** The caller was told these: they need not be typed any more. */
    static List<RunEvent> settle(List<MessageView> told) {
        return told.isEmpty()
                ? List.of()
                : List.of(new RunEvent.MessagesSettled(
                        told.stream().map(MessageView::id).toList(),
                        MessageState.ACCEPTED,
                        "the receiver was told with the task's answer"));
    }

    /**
     * What becomes of messages for which the run ends too early: nobody types them any more, or reads a receipt. Those to
     * the user stay as they are, to be read in the journal.
     */
    static List<RunEvent> atTheEnd(RunState state) {
        List<MessageId> untyped = open(state, MessageState.RECORDED);
        List<MessageId> typed = open(state, MessageState.SENT);
        List<RunEvent> events = new ArrayList<>();
        if (!untyped.isEmpty()) {
            events.add(new RunEvent.MessagesSettled(
                    untyped, MessageState.FAILED, "the run ended before it could be delivered"));
        }
        if (!typed.isEmpty()) {
            events.add(new RunEvent.MessagesSettled(
                    typed, MessageState.UNCERTAIN, "the run ended between typing and receipt"));
        }
        return events;
    }

    private static List<MessageId> open(RunState state, MessageState wanted) {
        return state.messages().stream()
                .filter(message -> message.state() == wanted && !message.to().equals(Address.USER))
                .map(MessageView::id)
                .toList();
    }
}
