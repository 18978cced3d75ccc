package dev.cao.tool;

import static java.util.Objects.requireNonNull;

import dev.cao.domain.TaskId;
import dev.cao.domain.WorkerName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a supervisor or worker may ask for. The same values come from a plan, from MCP and from a model. */
public sealed interface ToolCall {
    /** Gives a task and waits for its answer, at most {@code timeout}; the task itself goes on after that. */
    record Handoff(WorkerName to, String message, Duration timeout, Optional<String> as) implements ToolCall {
        public Handoff {
            requireNonNull(to, "to is null");
            requireNonNull(message, "message is null");
            requireNonNull(timeout, "timeout is null");
        }
    }

    /** Gives a task and goes on; the answer comes to the caller's inbox. */
    record Assign(WorkerName to, String message, Optional<String> as) implements ToolCall {
        public Assign {
            requireNonNull(to, "to is null");
            requireNonNull(message, "message is null");
        }
    }

    /** Leaves a message; {@code receiver} empty: whoever gave the caller its task. */
    record SendMessage(String message, Optional<String> receiver) implements ToolCall {
        public SendMessage {
            requireNonNull(message, "message is null");
        }
    }

    /** Waits until any or all of the tasks ended, at most {@code timeout}. */
    record WaitFor(List<TaskId> tasks, boolean all, Duration timeout) implements ToolCall {
        public WaitFor {
            tasks = List.copyOf(tasks);
            requireNonNull(timeout, "timeout is null");
        }
    }

    record ListWorkers() implements ToolCall {}

    /** The last lines of a worker's transcript, else of its screen. */
    record ReadOutput(WorkerName worker, int lines) implements ToolCall {}

    record Interrupt(WorkerName worker, String reason) implements ToolCall {}

    record AnswerPrompt(WorkerName worker, String answer) implements ToolCall {}

    /** A worker closes its own task. */
    record ReportResult(boolean done, String result) implements ToolCall {}

    /**
     * Asks the person.
     *
     * @param choices empty when any text is an answer
     * @param patience how long the caller waits; the question stays open after that
     */
    record AskUser(String question, List<String> choices, Duration patience) implements ToolCall {
        private static final Duration FOR_EVER = Duration.ofDays(365);

        public AskUser {
            requireNonNull(question, "question is null");
            choices = List.copyOf(choices);
            requireNonNull(patience, "patience is null");
        }

        /** Asks and waits however long it takes. */
        public AskUser(String question, List<String> choices) {
            this(question, choices, FOR_EVER);
        }
    }

    /** Ends the run; refused while tasks are open unless {@code cancelOpen}. */
    record Finish(boolean done, String summary, boolean cancelOpen) implements ToolCall {}

    /**
     * Returns the call as it is made by somebody whose own patience ends then: it waits no longer, and says what is still
     * under way.
     */
    default ToolCall waitingAtMost(Duration patience) {
        return switch (this) {
            case Handoff(WorkerName to, String message, Duration timeout, Optional<String> as)
            when timeout.compareTo(patience) > 0 -> new Handoff(to, message, patience, as);
            case WaitFor(List<TaskId> tasks, boolean all, Duration timeout)
            when timeout.compareTo(patience) > 0 -> new WaitFor(tasks, all, patience);
            case AskUser(String question, List<String> choices, Duration own)
            when own.compareTo(patience) > 0 -> new AskUser(question, choices, patience);
            case Handoff _,
                    WaitFor _,
                    Assign _,
                    SendMessage _,
                    ListWorkers _,
                    ReadOutput _,
                    Interrupt _,
                    AnswerPrompt _,
                    ReportResult _,
                    AskUser _,
                    Finish _ -> this;
        };
    }
}
