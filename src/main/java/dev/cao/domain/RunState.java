package dev.cao.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run's journal means: tasks, messages, workers, calls, and how the run stands. It holds nothing that the journal
 * does not hold, so replaying the journal gives the same state. Not thread-safe; its owner guards it. What it hands out
 * is immutable.
 */
public final class RunState {
    private final Map<TaskId, TaskView> tasks = new LinkedHashMap<>();
    private final Map<MessageId, MessageView> messages = new LinkedHashMap<>();
    private final Map<WorkerName, WorkerView> workers = new LinkedHashMap<>();
    private final Map<CallKey, CallView> calls = new LinkedHashMap<>();
    private final List<RunEvent.CheckMade> checks = new ArrayList<>();
    private Optional<RunEvent.RunCreated> created = Optional.empty();
    private Optional<RunEvent.OrchestratorStarted> orchestrator = Optional.empty();
    private Optional<RunEvent.SupervisorChosen> supervisor = Optional.empty();
    private Optional<RunEvent.StopRequested> stop = Optional.empty();
    private Optional<RunEvent.Finished> finished = Optional.empty();
    private Optional<RunEvent.RunEnded> ended = Optional.empty();
    private Instant startedAt = Instant.EPOCH;
    private Optional<Instant> endedAt = Optional.empty();
    private long seq;

    /** Takes the next entry in. */
    public void apply(JournalEntry entry) {
        seq = entry.seq();
        Instant at = entry.at();
        switch (entry.event()) {
            case RunEvent.RunCreated event -> {
                created = Optional.of(event);
                startedAt = at;
            }
            case RunEvent.OrchestratorStarted event -> orchestrator = Optional.of(event);
            case RunEvent.SupervisorChosen event -> supervisor = Optional.of(event);
            case RunEvent.StopRequested event -> stop = stop.or(() -> Optional.of(event));
            case RunEvent.Finished event -> finished = Optional.of(event);
            case RunEvent.CheckMade event -> checks.add(event);
            case RunEvent.RunEnded event -> {
                ended = Optional.of(event);
                endedAt = Optional.of(at);
            }
            case RunEvent.CallMade event ->
                calls.put(
                        event.key(),
                        new CallView(event.key(), event.caller(), event.tool(), event.arguments(), Optional.empty()));
            case RunEvent.CallAnswered event -> answer(event);
            case RunEvent.WorkerStarting _, RunEvent.WorkerStarted _, RunEvent.WorkerReady _, RunEvent.WorkerGone _ ->
                applyToWorker(entry.event(), at);
            case RunEvent.TaskCreated event -> tasks.put(event.task(), TaskView.created(event, tasks.size() + 1, at));
            case RunEvent.TaskSent _,
                    RunEvent.TaskAccepted _,
                    RunEvent.TaskWaiting _,
                    RunEvent.TaskResumed _,
                    RunEvent.TaskRequeued _,
                    RunEvent.ResultReported _,
                    RunEvent.TaskEnded _ -> applyToTask(entry.event(), at);
            case RunEvent.MessageRecorded event ->
                messages.put(event.message(), MessageView.recorded(event, messages.size() + 1, at));
            case RunEvent.MessagesSent event ->
                event.messages().forEach(id -> messages.computeIfPresent(id, (_, m) -> m.sent(event, at)));
            case RunEvent.MessagesSettled event ->
                event.messages()
                        .forEach(id ->
                                messages.computeIfPresent(id, (_, m) -> m.settled(event.state(), event.detail(), at)));
            case RunEvent.PromptAnswered _, RunEvent.WorkerInterrupted _, RunEvent.FileWriting _, RunEvent.Noted _ -> {
                // Told to people; changes no state.
            }
        }
    }

    private void answer(RunEvent.CallAnswered event) {
        calls.computeIfPresent(
                event.key(),
                (key, call) -> new CallView(
                        key,
                        call.caller(),
                        call.tool(),
                        call.arguments(),
                        Optional.of(new CallView.Answer(event.ok(), event.result()))));
    }

    private void applyToWorker(RunEvent event, Instant at) {
        if (event instanceof RunEvent.WorkerStarting starting) {
            workers.put(starting.worker(), WorkerView.starting(starting, at));
        } else if (event instanceof RunEvent.WorkerStarted started) {
            workers.computeIfPresent(started.worker(), (_, worker) -> worker.started(started, at));
        } else if (event instanceof RunEvent.WorkerReady ready) {
            workers.computeIfPresent(ready.worker(), (_, worker) -> worker.becameReady(at));
        } else if (event instanceof RunEvent.WorkerGone gone) {
            workers.computeIfPresent(gone.worker(), (_, worker) -> worker.gone(gone.exit(), gone.detail(), at));
        }
    }

    private void applyToTask(RunEvent event, Instant at) {
        if (event instanceof RunEvent.TaskSent sent) {
            tasks.computeIfPresent(sent.task(), (_, task) -> task.sent(sent, at));
        } else if (event instanceof RunEvent.TaskAccepted accepted) {
            tasks.computeIfPresent(accepted.task(), (_, task) -> task.accepted(accepted.prompt(), at));
        } else if (event instanceof RunEvent.TaskWaiting waiting) {
            tasks.computeIfPresent(waiting.task(), (_, task) -> task.waiting(waiting.on(), waiting.detail(), at));
        } else if (event instanceof RunEvent.TaskResumed resumed) {
            tasks.computeIfPresent(resumed.task(), (_, task) -> task.resumed(at));
        } else if (event instanceof RunEvent.TaskRequeued requeued) {
            tasks.computeIfPresent(requeued.task(), (_, task) -> task.requeued(requeued.why(), at));
        } else if (event instanceof RunEvent.ResultReported reported) {
            tasks.computeIfPresent(reported.task(), (_, task) -> task.reported(reported));
        } else if (event instanceof RunEvent.TaskEnded end) {
            tasks.computeIfPresent(end.task(), (_, task) -> task.ended(end.outcome(), at));
        }
    }

    /** Returns the number of the last entry taken in; 0 before the first. */
    public long seq() {
        return seq;
    }

    public TaskId nextTask() {
        return new TaskId("t" + (tasks.size() + 1));
    }

    public MessageId nextMessage() {
        return new MessageId("m" + (messages.size() + 1));
    }

    /** Returns all tasks in the order of creation. */
    public List<TaskView> tasks() {
        return List.copyOf(tasks.values());
    }

    public Optional<TaskView> task(TaskId id) {
        return Optional.ofNullable(tasks.get(id));
    }

    /** Returns the task that this call created. */
    public Optional<TaskView> taskOf(CallKey key) {
        return tasks.values().stream().filter(task -> task.key().equals(key)).findFirst();
    }

    /** Returns the tasks that have not ended, in the order of creation. */
    public List<TaskView> openTasks() {
        return tasks.values().stream().filter(task -> !task.state().isFinal()).toList();
    }

    /** Returns all messages in the order of recording. */
    public List<MessageView> messages() {
        return List.copyOf(messages.values());
    }

    public Optional<MessageView> message(MessageId id) {
        return Optional.ofNullable(messages.get(id));
    }

    /** Returns the messages to that address that were not yet typed, in order. */
    public List<MessageView> pending(Address to) {
        return messages.values().stream()
                .filter(message -> message.to().equals(to) && message.state() == MessageState.RECORDED)
                .toList();
    }

    /** Returns the worker sessions that were ever started, in the order of their first start. */
    public Collection<WorkerView> workers() {
        return List.copyOf(workers.values());
    }

    public Optional<WorkerView> worker(WorkerName name) {
        return Optional.ofNullable(workers.get(name));
    }

    public Optional<CallView> call(CallKey key) {
        return Optional.ofNullable(calls.get(key));
    }

    public List<RunEvent.CheckMade> checks() {
        return List.copyOf(checks);
    }

    public Optional<RunEvent.RunCreated> created() {
        return created;
    }

    /** Returns the latest orchestrator of the run. */
    public Optional<RunEvent.OrchestratorStarted> orchestrator() {
        return orchestrator;
    }

    public Optional<RunEvent.SupervisorChosen> supervisor() {
        return supervisor;
    }

    /** Returns the first request to stop; later ones change nothing. */
    public Optional<RunEvent.StopRequested> stopRequested() {
        return stop;
    }

    public Optional<RunEvent.Finished> finished() {
        return finished;
    }

    public Optional<RunEvent.RunEnded> ended() {
        return ended;
    }

    public Instant startedAt() {
        return startedAt;
    }

    public Optional<Instant> endedAt() {
        return endedAt;
    }
}
