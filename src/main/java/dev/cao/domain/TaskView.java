package dev.cao.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * A task as the journal tells it.
 *
 * @param order position among all tasks of the run, from 1
 * @param given what was asked, by whom, of whom
 * @param sending the latest time that it was typed; empty before the first and after it went back to the queue
 * @param attempt how often it was typed
 * @param prompt the agent's id of the turn, once the agent has taken it; in the queue, that of a turn that was cut off
 * @param detail what it waits for, or why it was put back
 * @param reported what the worker reported with {@code report_result}
 * @param since when it came into its state
 */
public record TaskView(
        TaskId id,
        int order,
        Given given,
        TaskState state,
        Optional<Sending> sending,
        int attempt,
        Optional<String> prompt,
        Optional<RunEvent.Wait> waitingOn,
        String detail,
        Optional<RunEvent.ResultReported> reported,
        Optional<TaskOutcome> outcome,
        Instant since) {

    /**
     * What was asked.
     *
     * @param blocking whether the giver waits for the answer; else it goes to the giver's inbox
     */
    public record Given(
            CallKey key,
            Address from,
            WorkerName to,
            String text,
            boolean blocking,
            Optional<String> as,
            Instant createdAt) {
        private Given released() {
            return new Given(key, from, to, text, false, as, createdAt);
        }
    }

    /** One time that the task was typed. */
    public record Sending(WorkerName session, int incarnation, String typed, long mark) {}

    static TaskView created(RunEvent.TaskCreated event, int order, Instant at) {
        Given given = new Given(event.key(), event.from(), event.to(), event.text(), event.blocking(), event.as(), at);
        return new TaskView(
                event.task(),
                order,
                given,
                TaskState.QUEUED,
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty(),
                Optional.empty(),
                at);
    }

    TaskView sent(RunEvent.TaskSent event, Instant at) {
        Sending sent = new Sending(event.worker(), event.incarnation(), event.typed(), event.mark());
        return with(TaskState.SENT, Optional.of(sent), event.attempt(), Optional.empty(), Optional.empty(), "", at);
    }

    TaskView accepted(String promptId, Instant at) {
        return with(TaskState.WORKING, sending, attempt, Optional.of(promptId), Optional.empty(), "", at);
    }

    TaskView waiting(RunEvent.Wait on, String what, Instant at) {
        return with(TaskState.WAITING, sending, attempt, prompt, Optional.of(on), what, at);
    }

    TaskView resumed(Instant at) {
        return with(TaskState.WORKING, sending, attempt, prompt, Optional.empty(), "", at);
    }

    TaskView requeued(String why, Instant at) {
        return with(TaskState.QUEUED, Optional.empty(), attempt, prompt, Optional.empty(), why, at);
    }

    TaskView released() {
        return new TaskView(
                id,
                order,
                given.released(),
                state,
                sending,
                attempt,
                prompt,
                waitingOn,
                detail,
                reported,
                outcome,
                since);
    }

    private TaskView with(
            TaskState newState,
            Optional<Sending> newSending,
            int newAttempt,
            Optional<String> newPrompt,
            Optional<RunEvent.Wait> newWaitingOn,
            String newDetail,
            Instant at) {
        return new TaskView(
                id,
                order,
                given,
                newState,
                newSending,
                newAttempt,
                newPrompt,
                newWaitingOn,
                newDetail,
                reported,
                outcome,
                at);
    }

    TaskView reported(RunEvent.ResultReported event) {
        return new TaskView(
                id,
                order,
                given,
                state,
                sending,
                attempt,
                prompt,
                waitingOn,
                detail,
                Optional.of(event),
                outcome,
                since);
    }

    TaskView ended(TaskOutcome how, Instant at) {
        return new TaskView(
                id,
                order,
                given,
                how.state(),
                sending,
                attempt,
                prompt,
                Optional.empty(),
                "",
                reported,
                Optional.of(how),
                at);
    }

    public CallKey key() {
        return given.key();
    }

    public Address from() {
        return given.from();
    }

    /** Returns the worker of the team; {@link #session} says which of its sessions has it. */
    public WorkerName to() {
        return given.to();
    }

    public String text() {
        return given.text();
    }

    /** Tells whether its giver waits for it, as in a handoff. */
    public boolean blocking() {
        return given.blocking();
    }

    public Optional<String> as() {
        return given.as();
    }

    public Instant createdAt() {
        return given.createdAt();
    }

    public Optional<WorkerName> session() {
        return sending.map(Sending::session);
    }

    /** Returns whether its worker has it in hand: typed, not ended. */
    public boolean inFlight() {
        return switch (state) {
            case SENT, ACCEPTED, WORKING, WAITING -> true;
            case QUEUED, DONE, FAILED, CANCELLED -> false;
        };
    }
}
