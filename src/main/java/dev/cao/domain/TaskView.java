package dev.cao.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * A task as the journal tells it.
 *
 * @param order position among all tasks of the run, from 1
 * @param session the worker session that has it, from {@link TaskState#SENT} on
 * @param typed the line that was typed for it; empty before
 * @param attempt how often it was typed
 * @param prompt the agent's id of the turn, from {@link TaskState#ACCEPTED} on
 * @param detail what it waits for, or why it was put back
 * @param reported what the worker reported with {@code report_result}
 * @param since when it came into its state
 */
public record TaskView(
        TaskId id,
        int order,
        CallKey key,
        Address from,
        WorkerName to,
        String text,
        boolean blocking,
        Optional<String> as,
        TaskState state,
        Optional<WorkerName> session,
        int incarnation,
        String typed,
        int attempt,
        Optional<String> prompt,
        Optional<RunEvent.Wait> waitingOn,
        String detail,
        Optional<RunEvent.ResultReported> reported,
        Optional<TaskOutcome> outcome,
        Instant createdAt,
        Instant since) {

    static TaskView created(RunEvent.TaskCreated event, int order, Instant at) {
        return new TaskView(
                event.task(),
                order,
                event.key(),
                event.from(),
                event.to(),
                event.text(),
                event.blocking(),
                event.as(),
                TaskState.QUEUED,
                Optional.empty(),
                0,
                "",
                0,
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty(),
                Optional.empty(),
                at,
                at);
    }

    TaskView sent(RunEvent.TaskSent event, Instant at) {
        return new TaskView(
                id,
                order,
                key,
                from,
                to,
                text,
                blocking,
                as,
                TaskState.SENT,
                Optional.of(event.worker()),
                event.incarnation(),
                event.typed(),
                event.attempt(),
                Optional.empty(),
                Optional.empty(),
                "",
                reported,
                outcome,
                createdAt,
                at);
    }

    TaskView accepted(String promptId, Instant at) {
        return new TaskView(
                id,
                order,
                key,
                from,
                to,
                text,
                blocking,
                as,
                TaskState.WORKING,
                session,
                incarnation,
                typed,
                attempt,
                Optional.of(promptId),
                Optional.empty(),
                "",
                reported,
                outcome,
                createdAt,
                at);
    }

    TaskView waiting(RunEvent.Wait on, String what, Instant at) {
        return new TaskView(
                id,
                order,
                key,
                from,
                to,
                text,
                blocking,
                as,
                TaskState.WAITING,
                session,
                incarnation,
                typed,
                attempt,
                prompt,
                Optional.of(on),
                what,
                reported,
                outcome,
                createdAt,
                at);
    }

    TaskView resumed(Instant at) {
        return new TaskView(
                id,
                order,
                key,
                from,
                to,
                text,
                blocking,
                as,
                TaskState.WORKING,
                session,
                incarnation,
                typed,
                attempt,
                prompt,
                Optional.empty(),
                "",
                reported,
                outcome,
                createdAt,
                at);
    }

    TaskView requeued(String why, Instant at) {
        return new TaskView(
                id,
                order,
                key,
                from,
                to,
                text,
                blocking,
                as,
                TaskState.QUEUED,
                Optional.empty(),
                0,
                "",
                attempt,
                Optional.empty(),
                Optional.empty(),
                why,
                reported,
                outcome,
                createdAt,
                at);
    }

    TaskView reported(RunEvent.ResultReported event) {
        return new TaskView(
                id,
                order,
                key,
                from,
                to,
                text,
                blocking,
                as,
                state,
                session,
                incarnation,
                typed,
                attempt,
                prompt,
                waitingOn,
                detail,
                Optional.of(event),
                outcome,
                createdAt,
                since);
    }

    TaskView ended(TaskOutcome how, Instant at) {
        return new TaskView(
                id,
                order,
                key,
                from,
                to,
                text,
                blocking,
                as,
                how.state(),
                session,
                incarnation,
                typed,
                attempt,
                prompt,
                Optional.empty(),
                "",
                reported,
                Optional.of(how),
                createdAt,
                at);
    }

    /** Returns whether its worker has it in hand: typed, not ended. */
    public boolean inFlight() {
        return switch (state) {
            case SENT, ACCEPTED, WORKING, WAITING -> true;
            case QUEUED, DONE, FAILED, CANCELLED -> false;
        };
    }
}
