package dev.cao.store;

import dev.cao.domain.Address;
import dev.cao.domain.CallKey;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.FailureReason;
import dev.cao.domain.MessageId;
import dev.cao.domain.MessageState;
import dev.cao.domain.ProcessExit;
import dev.cao.domain.QuestionId;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunId;
import dev.cao.domain.RunPhase;
import dev.cao.domain.TaskId;
import dev.cao.domain.TaskOutcome;
import dev.cao.domain.WorkerName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** At least one event of each kind, with every variant of the values that have variants. */
public final class EventSamples {
    private static final TaskId TASK = new TaskId("t1");
    private static final WorkerName WORKER = new WorkerName("security-2");
    private static final CallKey KEY = new CallKey("plan/1/1");
    private static final List<MessageId> MESSAGES = List.of(new MessageId("m1"), new MessageId("m2"));

    private EventSamples() {}

    public static List<RunEvent> all() {
        return List.of(
                new RunEvent.RunCreated(
                        new RunId("modernize-7f3"), "modernize", "a \"goal\"\n€", "/bank", "{}", Map.of("a", "b"), "1"),
                new RunEvent.OrchestratorStarted(1, 42, "boot", "/run/x.tmux"),
                new RunEvent.SupervisorChosen("plan", Optional.of("m"), "first"),
                new RunEvent.SupervisorChosen("plan", Optional.empty(), "first"),
                new RunEvent.WorkerStarting(WORKER, 1, "command", "found", "uuid", "/events"),
                new RunEvent.WorkerStarted(WORKER, 1, "security-2", "%3", 4711),
                new RunEvent.WorkerReady(WORKER, 1),
                new RunEvent.WorkerGone(WORKER, 1, new ProcessExit.Code(3), "last"),
                new RunEvent.WorkerGone(WORKER, 1, new ProcessExit.Signal(9), ""),
                new RunEvent.WorkerGone(WORKER, 1, new ProcessExit.Unknown("closed"), ""),
                new RunEvent.CallMade(KEY, Address.SUPERVISOR, "assign", "{}"),
                new RunEvent.CallAnswered(KEY, true, "{}"),
                new RunEvent.TaskCreated(TASK, KEY, Address.USER, WORKER, "text", true, Optional.of("design")),
                new RunEvent.TaskSent(TASK, WORKER, 1, "typed", 2, 77),
                new RunEvent.TaskAccepted(TASK, "p1"),
                new RunEvent.TaskWaiting(TASK, RunEvent.Wait.PERMISSION, "rm"),
                new RunEvent.TaskResumed(TASK),
                new RunEvent.TaskReleased(TASK),
                new RunEvent.TaskRequeued(TASK, "died"),
                new RunEvent.ResultReported(TASK, false, "r"),
                new RunEvent.TaskEnded(TASK, new TaskOutcome.Done("answer\u0000\u2028", true)),
                new RunEvent.TaskEnded(TASK, new TaskOutcome.Failed(FailureReason.NO_SIGNAL, "detail", "part")),
                new RunEvent.TaskEnded(TASK, new TaskOutcome.Cancelled("stop")),
                new RunEvent.MessageRecorded(
                        MESSAGES.getFirst(), new Address.Worker(WORKER), Address.USER, "body", Optional.of(TASK)),
                new RunEvent.MessagesSent(MESSAGES, WORKER, 1, "typed", 1, 0),
                new RunEvent.MessagesSettled(MESSAGES, MessageState.UNCERTAIN, "crash"),
                new RunEvent.QuestionAsked(new QuestionId("q1"), KEY, Address.SUPERVISOR, "which?", List.of("a", "b")),
                new RunEvent.QuestionReleased(new QuestionId("q1")),
                new RunEvent.QuestionAnswered(new QuestionId("q1"), Address.USER, "a"),
                new RunEvent.PromptAnswered(WORKER, Address.USER, "allow"),
                new RunEvent.WorkerInterrupted(WORKER, Address.USER, "why"),
                new RunEvent.FileWriting("plan.md", 12),
                new RunEvent.UsageMeasured(WORKER, "sonnet", 10, 20, 30, 40, Optional.of(0.5)),
                new RunEvent.SupervisorAsked(1, "[{\"text\":\"goal\"}]", MESSAGES),
                new RunEvent.SupervisorDelayed(1, 1, "throttled", "slow down", 2000),
                new RunEvent.SupervisorAnswered(1, "sonnet", "tools", "[]", 10, 20, 30, 40, Optional.of(0.5), 900),
                new RunEvent.SupervisorAnswered(1, "sonnet", "end", "[]", 10, 20, 0, 0, Optional.empty(), 900),
                new RunEvent.SupervisorCompacted(2, 0, 1, 0),
                new RunEvent.CheckMade("file plan.md", true, ""),
                new RunEvent.LimitNear("cost", "80 % of it"),
                new RunEvent.LimitReached("", "cost", "it was reached", true),
                new RunEvent.LimitRaised("architect", "tokens", "2000", "user"),
                new RunEvent.Noted(RunEvent.Level.WARNING, "note"),
                new RunEvent.Finished(true, "done"),
                new RunEvent.StopRequested("user", ExitStatus.TERMINATED, "stop"),
                new RunEvent.RunEnded(RunPhase.DONE, ExitStatus.DONE, "all done"));
    }
}
