package dev.cao.domain;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One line of a run's journal. Each is appended before what it announces takes effect, and everything that cao shows of
 * a run is derived from these. The record's name in snake case is its type in the journal; a field may be added later,
 * none may change its meaning.
 */
public sealed interface RunEvent {
    /** About the run as a whole. */
    sealed interface OfRun extends RunEvent {}

    /** About one worker session. */
    sealed interface OfWorker extends RunEvent {
        WorkerName worker();
    }

    /** About one tool call. */
    sealed interface OfCall extends RunEvent {
        CallKey key();
    }

    /** About one task. */
    sealed interface OfTask extends RunEvent {
        TaskId task();
    }

    /** About messages. */
    sealed interface OfMessage extends RunEvent {}

    /** About what is asked of the person. */
    sealed interface OfQuestion extends RunEvent {
        QuestionId question();
    }

    /** About the conversation with a supervisor that is a model. A turn is one request and its answer; they count from 1. */
    sealed interface OfSupervisor extends RunEvent {
        int turn();
    }

    /**
     * First event of each journal.
     *
     * @param profile the team profile as it was resolved, in JSON, so that a run does not depend on later edits
     * @param options the launch options that a resumed run must keep, such as {@code keep} and {@code ci}
     */
    record RunCreated(
            RunId run,
            String name,
            String goal,
            String directory,
            String profile,
            Map<String, String> options,
            String caoVersion)
            implements OfRun {
        public RunCreated {
            options = Map.copyOf(options);
        }
    }

    /** An orchestrator took the run over. {@code epoch} counts from 1 and marks what it starts. */
    record OrchestratorStarted(int epoch, long pid, String boot, String tmuxSocket) implements OfRun {}

    /** The supervisor that was chosen, and why this one. */
    record SupervisorChosen(String provider, Optional<String> model, String because) implements OfRun {}

    /**
     * A worker's program is about to be started.
     *
     * @param incarnation counts the starts of this worker from 1
     * @param nativeSession the agent CLI's own id of the conversation, to resume by
     * @param eventLog the file that this worker's facts can be caught up from
     */
    record WorkerStarting(
            WorkerName worker, int incarnation, String provider, String because, String nativeSession, String eventLog)
            implements OfWorker {}

    /** The worker's session exists. */
    record WorkerStarted(WorkerName worker, int incarnation, String session, String pane, long pid)
            implements OfWorker {}

    /** The worker takes input for the first time in this incarnation. */
    record WorkerReady(WorkerName worker, int incarnation) implements OfWorker {}

    record WorkerGone(WorkerName worker, int incarnation, ProcessExit exit, String detail) implements OfWorker {}

    /** A tool call was accepted. {@code arguments} is the call in JSON. */
    record CallMade(CallKey key, Address caller, String tool, String arguments) implements OfCall {}

    /** What the caller was told; {@code result} is JSON. A repeated call with this key is told the same. */
    record CallAnswered(CallKey key, boolean ok, String result) implements OfCall {}

    /**
     * @param to the worker of the team; which of its sessions takes the task is decided at {@link TaskSent}
     * @param blocking true for a handoff, whose giver waits; false for an assignment, whose answer goes to the inbox
     * @param as the name that the plan gave the answer
     */
    record TaskCreated(
            TaskId task, CallKey key, Address from, WorkerName to, String text, boolean blocking, Optional<String> as)
            implements OfTask {}

    /**
     * The task is about to be typed.
     *
     * @param typed the very line that is typed: the text, or a request to read the file that holds it
     * @param mark how many bytes of the worker's event log had been read; the receipt stands after them
     */
    record TaskSent(TaskId task, WorkerName worker, int incarnation, String typed, int attempt, long mark)
            implements OfTask {}

    /** The agent's own receipt. {@code prompt} is the agent's id of the turn. */
    record TaskAccepted(TaskId task, String prompt) implements OfTask {}

    record TaskWaiting(TaskId task, Wait on, String detail) implements OfTask {}

    record TaskResumed(TaskId task) implements OfTask {}

    /** A worker was lost or refused with this task in hand; it goes back to the queue. */
    record TaskRequeued(TaskId task, String why) implements OfTask {}

    /** The giver of a handoff does not wait any more: the answer goes to its inbox, as that of an assignment does. */
    record TaskReleased(TaskId task) implements OfTask {}

    /** A worker closed its own task with {@code report_result}; {@code result} is text or JSON. */
    record ResultReported(TaskId task, boolean ok, String result) implements OfTask {}

    record TaskEnded(TaskId task, TaskOutcome outcome) implements OfTask {}

    /** {@code inReplyTo}: the task whose answer this is. */
    record MessageRecorded(MessageId message, Address from, Address to, String body, Optional<TaskId> inReplyTo)
            implements OfMessage {}

    /** These messages are about to be typed as one turn. */
    record MessagesSent(
            List<MessageId> messages, WorkerName worker, int incarnation, String typed, int attempt, long mark)
            implements OfMessage {
        public MessagesSent {
            messages = List.copyOf(messages);
        }
    }

    record MessagesSettled(List<MessageId> messages, MessageState state, String detail) implements OfMessage {
        public MessagesSettled {
            messages = List.copyOf(messages);
        }
    }

    /** The person is asked, or a later call waits on for the answer to the same question. */
    record QuestionAsked(QuestionId question, CallKey key, Address from, String text, List<String> choices)
            implements OfQuestion {
        public QuestionAsked {
            choices = List.copyOf(choices);
        }
    }

    /** Whoever asked waits no more: the answer goes to its inbox. */
    record QuestionReleased(QuestionId question) implements OfQuestion {}

    record QuestionAnswered(QuestionId question, Address by, String answer) implements OfQuestion {}

    /** The answer was appended to the pane as a prompt of the worker was answered. */
    record PromptAnswered(WorkerName worker, Address by, String answer) implements OfWorker {}

    record WorkerInterrupted(WorkerName worker, Address by, String reason) implements OfWorker {}

    /** What a worker's model was paid for in one turn; the sum over these is what the worker cost. */
    record UsageMeasured(
            WorkerName worker,
            String model,
            long input,
            long output,
            long cacheRead,
            long cacheWrite,
            Optional<Double> costUsd)
            implements OfWorker {}

    /**
     * The model is about to be asked.
     *
     * @param content what is new to it, in JSON: the goal, the results of its calls, messages; whole, so that the
     *     conversation can be told again from the journal alone
     * @param messages those in {@code content}, which count as accepted from now on
     */
    record SupervisorAsked(int turn, String content, List<MessageId> messages) implements OfSupervisor {
        public SupervisorAsked {
            messages = List.copyOf(messages);
        }
    }

    /** The model could not be asked; it is asked again after that wait. {@code failure} is a fixed word. */
    record SupervisorDelayed(int turn, int attempt, String failure, String detail, long waitMs)
            implements OfSupervisor {}

    /**
     * The model's answer, recorded before anything of it is carried out.
     *
     * @param stop why it ended, as a fixed word
     * @param content in JSON: text, thoughts, calls
     * @param costUsd empty: the price of the model is not known
     */
    record SupervisorAnswered(
            int turn,
            String model,
            String stop,
            String content,
            long input,
            long output,
            long cacheRead,
            long cacheWrite,
            Optional<Double> costUsd,
            long tookMs)
            implements OfSupervisor {}

    /**
     * The conversation had become too long for the model: from now on it is told shorter.
     *
     * @param summarised turns up to this one are told as a summary
     * @param cleared results in turns up to this one are left out
     * @param longest no result is told with more characters than this; 0: whole
     */
    record SupervisorCompacted(int turn, int summarised, int cleared, int longest) implements OfSupervisor {}

    /** A plan's file is about to be replaced. */
    record FileWriting(String file, long bytes) implements OfRun {}

    /** A check of the profile was made. */
    record CheckMade(String check, boolean holds, String detail) implements OfRun {}

    /** Four fifths of a limit are used up; said once for each. */
    record LimitNear(String limit, String detail) implements OfRun {}

    /**
     * A limit is used up: the agent, or the run, gets nothing new from now on.
     *
     * @param agent a worker of the team or {@code supervisor}; empty: the run
     * @param pauses a person may raise it, and it goes on; else what the agent has in hand fails
     */
    record LimitReached(String agent, String limit, String detail, boolean pauses) implements OfRun {}

    /** A limit was raised; {@code value} is ISO 8601, dollars or a number. */
    record LimitRaised(String agent, String limit, String value, String by) implements OfRun {}

    /** Something that people should read, such as a step down in a list of providers. */
    record Noted(Level level, String text) implements OfRun {}

    /** The supervisor said that it is finished. */
    record Finished(boolean done, String summary) implements OfRun {}

    /** The run is to end before its supervisor says so. {@code by}: a person, a signal, a limit, or what broke. */
    record StopRequested(String by, ExitStatus exit, String why) implements OfRun {}

    /** Last event of a run that was not lost. */
    record RunEnded(RunPhase phase, ExitStatus exit, String summary) implements OfRun {}

    /** What an agent waits for. */
    enum Wait {
        PERMISSION,
        QUESTION,
        DIALOG
    }

    /** How loud a note is. */
    enum Level {
        INFO,
        WARNING,
        ERROR
    }
}
