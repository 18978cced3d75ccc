package dev.cao.domain;

import java.time.Duration;
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
    private final Map<TaskId, WorkerName> cutOff = new LinkedHashMap<>();
    private final Map<MessageId, MessageView> messages = new LinkedHashMap<>();
    private final Map<WorkerName, WorkerView> workers = new LinkedHashMap<>();
    private final Map<CallKey, CallView> calls = new LinkedHashMap<>();
    private final Map<QuestionId, QuestionView> questions = new LinkedHashMap<>();
    private final List<RunEvent.CheckMade> checks = new ArrayList<>();
    private final List<RunEvent.OfSupervisor> dialogue = new ArrayList<>();
    private Optional<RunEvent.SupervisorDelayed> delay = Optional.empty();
    private Optional<RunEvent.RunCreated> created = Optional.empty();
    private Optional<RunEvent.OrchestratorStarted> orchestrator = Optional.empty();
    private Optional<RunEvent.SupervisorChosen> supervisor = Optional.empty();
    private Optional<RunEvent.StopRequested> stop = Optional.empty();
    private Optional<RunEvent.Finished> finished = Optional.empty();
    private Optional<RunEvent.RunEnded> ended = Optional.empty();
    private Instant startedAt = Instant.EPOCH;
    private Optional<Instant> endedAt = Optional.empty();
    private Instant lastAt = Instant.EPOCH;
    private Duration active = Duration.ZERO;
    private final Map<String, Map<String, Spending>> spending = new LinkedHashMap<>();
    private final LimitState limits = new LimitState();
    private final Map<String, Long> files = new LinkedHashMap<>();
    private long seq;

    /** Takes the next entry in. */
    public void apply(JournalEntry entry) {
        seq = entry.seq();
        Instant at = entry.at();
        if (!(entry.event() instanceof RunEvent.OrchestratorStarted)) {
            active = activeAt(at);
        }
        lastAt = at;
        switch (entry.event()) {
            case RunEvent.OfRun event -> applyToRun(event, at);
            case RunEvent.OfWorker event -> applyToWorker(event, at);
            case RunEvent.OfCall event -> applyToCall(event);
            case RunEvent.OfTask event -> applyToTask(event, at);
            case RunEvent.OfMessage event -> applyToMessage(event, at);
            case RunEvent.OfQuestion event -> applyToQuestion(event, at);
            case RunEvent.OfSupervisor event -> applyToDialogue(event);
        }
    }

    private void spend(String agent, String model, Spending.Tokens used, Optional<Double> cost) {
        Map<String, Spending> models = spending.computeIfAbsent(agent, _ -> new LinkedHashMap<>());
        models.put(model, models.getOrDefault(model, Spending.NONE).plus(used, cost));
    }

    private void applyToDialogue(RunEvent.OfSupervisor event) {
        delay = Optional.empty();
        switch (event) {
            case RunEvent.SupervisorDelayed delayed -> delay = Optional.of(delayed);
            case RunEvent.SupervisorAsked asked -> dialogue.add(asked);
            case RunEvent.SupervisorCompacted compacted -> dialogue.add(compacted);
            case RunEvent.SupervisorAnswered answered -> {
                dialogue.add(answered);
                spend(
                        Address.SUPERVISOR.toString(),
                        answered.model(),
                        new Spending.Tokens(
                                answered.input(), answered.output(), answered.cacheRead(), answered.cacheWrite()),
                        answered.costUsd());
            }
        }
    }

    private void applyToRun(RunEvent.OfRun event, Instant at) {
        switch (event) {
            case RunEvent.RunCreated first -> {
                created = Optional.of(first);
                startedAt = at;
                active = Duration.ZERO;
            }
            case RunEvent.OrchestratorStarted started -> {
                orchestrator = Optional.of(started);
                stop = stop.filter(request -> request.exit() != ExitStatus.LOST);
            }
            case RunEvent.SupervisorChosen chosen -> supervisor = Optional.of(chosen);
            case RunEvent.StopRequested request -> stop = stop.or(() -> Optional.of(request));
            case RunEvent.Finished word -> finished = Optional.of(word);
            case RunEvent.CheckMade check -> checks.add(check);
            case RunEvent.LimitNear near -> limits.apply(near);
            case RunEvent.LimitReached reached -> limits.apply(reached);
            case RunEvent.LimitRaised raised -> limits.apply(raised);
            case RunEvent.RunEnded last -> {
                ended = Optional.of(last);
                endedAt = Optional.of(at);
            }
            case RunEvent.FileWriting(String file, long bytes) -> files.put(file, bytes);
            case RunEvent.Noted _ -> {
                // Told to people; changes no state.
            }
        }
    }

    private void applyToCall(RunEvent.OfCall event) {
        switch (event) {
            case RunEvent.CallMade made ->
                calls.put(
                        made.key(),
                        new CallView(made.key(), made.caller(), made.tool(), made.arguments(), Optional.empty()));
            case RunEvent.CallAnswered answered -> answer(answered);
        }
    }

    private void applyToMessage(RunEvent.OfMessage event, Instant at) {
        switch (event) {
            case RunEvent.MessageRecorded recorded ->
                messages.put(recorded.message(), MessageView.recorded(recorded, messages.size() + 1, at));
            case RunEvent.MessagesSent sent ->
                sent.messages().forEach(id -> messages.computeIfPresent(id, (_, message) -> message.sent(sent, at)));
            case RunEvent.MessagesSettled settled ->
                settled.messages()
                        .forEach(id -> messages.computeIfPresent(
                                id, (_, message) -> message.settled(settled.state(), settled.detail(), at)));
        }
    }

    private void applyToQuestion(RunEvent.OfQuestion event, Instant at) {
        switch (event) {
            case RunEvent.QuestionAsked asked ->
                questions.merge(
                        asked.question(), QuestionView.asked(asked, at), (known, _) -> known.askedAgain(asked.key()));
            case RunEvent.QuestionReleased released ->
                questions.computeIfPresent(released.question(), (_, known) -> known.released());
            case RunEvent.QuestionAnswered answered ->
                questions.computeIfPresent(answered.question(), (_, known) -> known.answered(answered.answer()));
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

    private void applyToWorker(RunEvent.OfWorker event, Instant at) {
        if (event instanceof RunEvent.UsageMeasured usage) {
            spend(
                    usage.worker().value(),
                    usage.model(),
                    new Spending.Tokens(usage.input(), usage.output(), usage.cacheRead(), usage.cacheWrite()),
                    usage.costUsd());
        }
        if (event instanceof RunEvent.WorkerStarting starting) {
            workers.put(starting.worker(), WorkerView.starting(starting, at));
            return;
        }
        workers.computeIfPresent(event.worker(), (_, worker) -> switch (event) {
            case RunEvent.WorkerStarting _,
                    RunEvent.PromptAnswered _,
                    RunEvent.WorkerInterrupted _,
                    RunEvent.UsageMeasured _ -> worker;
            case RunEvent.WorkerStarted started -> worker.started(started, at);
            case RunEvent.WorkerReady _ -> worker.becameReady(at);
            case RunEvent.WorkerGone gone -> worker.gone(gone.exit(), gone.detail(), at);
        });
    }

    private void applyToTask(RunEvent.OfTask event, Instant at) {
        if (event instanceof RunEvent.TaskCreated first) {
            tasks.put(first.task(), TaskView.created(first, tasks.size() + 1, at));
            return;
        }
        clock(event);
        if (event instanceof RunEvent.TaskRequeued) {
            task(event.task())
                    .filter(task -> task.prompt().isPresent())
                    .flatMap(TaskView::session)
                    .ifPresent(session -> cutOff.put(event.task(), session));
        }
        tasks.computeIfPresent(event.task(), (_, task) -> switch (event) {
            case RunEvent.TaskCreated _ -> task;
            case RunEvent.TaskSent sent -> task.sent(sent, at);
            case RunEvent.TaskAccepted accepted -> task.accepted(accepted.prompt(), at);
            case RunEvent.TaskWaiting waiting -> task.waiting(waiting.on(), waiting.detail(), at);
            case RunEvent.TaskResumed _ -> task.resumed(at);
            case RunEvent.TaskRequeued requeued -> task.requeued(requeued.why(), at);
            case RunEvent.TaskReleased _ -> task.released();
            case RunEvent.ResultReported reported -> task.reported(reported);
            case RunEvent.TaskEnded end -> task.ended(end.outcome(), at);
        });
    }

    private void clock(RunEvent.OfTask event) {
        task(event.task()).flatMap(TaskView::session).ifPresent(session -> {
            if (event instanceof RunEvent.TaskAccepted) {
                limits.begins(session, active);
            } else if (event instanceof RunEvent.TaskEnded || event instanceof RunEvent.TaskRequeued) {
                limits.ends(session, active);
            }
        });
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

    public QuestionId nextQuestion() {
        return new QuestionId("q" + (questions.size() + 1));
    }

    /** Returns what was asked of the person, in order. */
    public List<QuestionView> questions() {
        return List.copyOf(questions.values());
    }

    public Optional<QuestionView> question(QuestionId id) {
        return Optional.ofNullable(questions.get(id));
    }

    /** Returns what the person has not answered yet, in order; nothing once the run has ended. */
    public List<QuestionView> openQuestions() {
        return ended.isPresent()
                ? List.of()
                : questions.values().stream().filter(QuestionView::isOpen).toList();
    }

    /** Returns all tasks in the order of creation. */
    public List<TaskView> tasks() {
        return List.copyOf(tasks.values());
    }

    public Optional<TaskView> task(TaskId id) {
        return Optional.ofNullable(tasks.get(id));
    }

    /** Returns the session that was last cut off in that task after it had begun it; empty for one that nobody was. */
    public Optional<WorkerName> cutOffIn(TaskId task) {
        return Optional.ofNullable(cutOff.get(task));
    }

    /** Returns the task that this call created. */
    public Optional<TaskView> taskOf(CallKey key) {
        return tasks.values().stream().filter(task -> task.key().equals(key)).findFirst();
    }

    /** Returns the later task of the same giver and name that was done in this one's place. A task without a name has none. */
    public Optional<TaskView> replacementOf(TaskView failed) {
        return tasks.values().stream()
                .filter(task -> task.order() > failed.order()
                        && task.state() == TaskState.DONE
                        && task.as().isPresent()
                        && task.as().equals(failed.as())
                        && task.from().equals(failed.from()))
                .findFirst();
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

    /** Returns the conversation with a supervisor that is a model: requests, answers, and where it was shortened. */
    public List<RunEvent.OfSupervisor> dialogue() {
        return List.copyOf(dialogue);
    }

    /** Returns why the supervisor's model has not answered yet and is asked again; empty while it answers. */
    public Optional<RunEvent.SupervisorDelayed> supervisorDelay() {
        return delay;
    }

    /** Returns the tokens of all kinds that models were measured to use, the workers' and the supervisor's. */
    public long tokens() {
        return spending.values().stream()
                .flatMap(models -> models.values().stream())
                .mapToLong(each -> each.tokens().all())
                .sum();
    }

    /** Returns what each agent has spent, by its name ({@code supervisor} for that one), at each model. */
    public Map<String, Map<String, Spending>> spending() {
        Map<String, Map<String, Spending>> copy = new LinkedHashMap<>();
        spending.forEach((agent, models) -> copy.put(agent, Map.copyOf(models)));
        return copy;
    }

    /** Returns the files that the plan has written, each once, in the order of their first writing. */
    public List<String> files() {
        return List.copyOf(files.keySet());
    }

    /** Returns what the journal says of the run's limits. */
    public LimitState limits() {
        return limits;
    }

    /**
     * Returns how long an orchestrator has worked on the run until then; the time between two, and that of a pause at a
     * limit, is left out.
     */
    public Duration activeAt(Instant now) {
        boolean counts = limits.reached(LimitState.RUN).isEmpty() && now.isAfter(lastAt);
        return counts ? active.plus(Duration.between(lastAt, now)) : active;
    }

    public Instant startedAt() {
        return startedAt;
    }

    public Optional<Instant> endedAt() {
        return endedAt;
    }
}
