package dev.cao.run;

import dev.cao.agent.AgentFact;
import dev.cao.domain.Address;
import dev.cao.domain.MessageId;
import dev.cao.domain.MessageState;
import dev.cao.domain.MessageView;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunEvent.Wait;
import dev.cao.domain.RunState;
import dev.cao.domain.TaskId;
import dev.cao.domain.TaskState;
import dev.cao.domain.TaskView;
import dev.cao.domain.WorkerName;
import dev.cao.profile.WorkerProfile.Permissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Permissions and questions of workers whose profile leaves them to the supervisor: how it is told of them. */
final class Prompts {
    private static final String NOTICE = "Needs your answer: ";
    private static final String PLAN = "plan";

    private Prompts() {}

    /** Tells whether the supervisor may answer that; dialogs of the CLI itself are for people. */
    static boolean areSupervisors(Team.Member member, Wait on) {
        return member.profile().permissions() == Permissions.SUPERVISOR && on != Wait.DIALOG;
    }

    /** Returns what is recorded when a worker's task comes to wait; a supervisor that does not wait for it gets a message. */
    static List<RunEvent> waiting(RunState state, TaskId id, Team.Member member, AgentFact.Waiting waiting) {
        Optional<TaskView> task = state.task(id).filter(view -> view.state() != TaskState.WAITING);
        if (task.isEmpty()) {
            return List.of();
        }
        List<RunEvent> events = new ArrayList<>();
        events.add(new RunEvent.TaskWaiting(id, waiting.on(), waiting.detail()));
        boolean awaited = task.get().blocking() && task.get().from().equals(Address.SUPERVISOR);
        if (!awaited) {
            events.addAll(notice(state, member, waiting, "task " + id + " of "));
        }
        return events;
    }

    /** Returns what is recorded when a worker asks that has no task in hand, such as after a message. */
    static List<RunEvent> waitingWithoutTask(RunState state, Team.Member member, AgentFact.Waiting waiting) {
        boolean told = notices(state, member.session()).stream()
                .map(MessageView::body)
                .anyMatch(body -> body.contains(waiting.detail()));
        return told ? List.of() : notice(state, member, waiting, "");
    }

    private static List<RunEvent> notice(
            RunState state, Team.Member member, AgentFact.Waiting waiting, String subject) {
        if (!areSupervisors(member, waiting.on()) || isPlan(state)) {
            return List.of();
        }
        String text = NOTICE + subject + asked(member.session(), waiting.on(), waiting.detail());
        return List.of(new RunEvent.MessageRecorded(
                state.nextMessage(), member.address(), Address.SUPERVISOR, text, Optional.empty()));
    }

    /** Returns the words that tell a supervisor what is asked and how to answer. */
    static String asked(WorkerName worker, Wait on, String detail) {
        return "%s waits for a %s: %s%nAnswer with answer_prompt, agent_profile \"%s\", answer %s."
                .formatted(
                        worker,
                        on.name().toLowerCase(Locale.ROOT),
                        detail,
                        worker,
                        on == Wait.QUESTION ? "one of the choices, or your own words" : "\"allow\" or \"deny\"");
    }

    /** What was asked is not open any more: a message about it that was not delivered yet is of no use. */
    static List<RunEvent> over(RunState state, WorkerName worker) {
        return settled(state, worker, MessageState.FAILED, "not needed any more: what it asks for was settled");
    }

    /** The supervisor was told otherwise. */
    static List<RunEvent> told(RunState state, WorkerName worker) {
        return settled(state, worker, MessageState.ACCEPTED, "the receiver was told by its call");
    }

    private static List<RunEvent> settled(RunState state, WorkerName worker, MessageState how, String why) {
        List<MessageId> ids =
                notices(state, worker).stream().map(MessageView::id).toList();
        return ids.isEmpty() ? List.of() : List.of(new RunEvent.MessagesSettled(ids, how, why));
    }

    private static List<MessageView> notices(RunState state, WorkerName worker) {
        return state.pending(Address.SUPERVISOR).stream()
                .filter(message -> message.from().equals(new Address.Worker(worker))
                        && message.body().startsWith(NOTICE))
                .toList();
    }

    /** Tells whether this task waits for the supervisor, so that it must not wait for the task. */
    static boolean needsSupervisor(RunState state, Team team, TaskView task) {
        return task.state() == TaskState.WAITING
                && !isPlan(state)
                && task.session()
                        .flatMap(team::member)
                        .filter(member ->
                                areSupervisors(member, task.waitingOn().orElse(Wait.DIALOG)))
                        .isPresent();
    }

    private static boolean isPlan(RunState state) {
        return state.supervisor()
                .filter(chosen -> !chosen.provider().equals(PLAN))
                .isEmpty();
    }
}
