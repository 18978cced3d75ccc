package dev.cao.run;

import dev.cao.domain.Address;
import dev.cao.domain.CallKey;
import dev.cao.domain.MessageView;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunState;
import dev.cao.domain.TaskId;
import dev.cao.domain.TaskOutcome;
import dev.cao.domain.TaskState;
import dev.cao.domain.TaskView;
import dev.cao.domain.WorkerName;
import dev.cao.io.Json;
import dev.cao.io.Time;
import dev.cao.run.Signal.Reply;
import dev.cao.tool.ToolCall;
import dev.cao.tool.ToolCalls;
import dev.cao.tool.ToolResult;
import dev.cao.tool.Toolbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Carries out the calls of a run's supervisor, workers and user. Safe for many threads: the ledger serialises. */
final class TeamToolbox implements Toolbox {
    /** How long a worker may take to show that an answer has reached it. */
    private static final Duration REACTION = Duration.ofSeconds(5);

    private final Team team;
    private final Ledger ledger;
    private final Crew crew;
    private final Time time;
    private final Deeds deeds;
    private final Questions questions;
    private final boolean attentive;

    /** @param unattended nobody is there to be asked */
    TeamToolbox(Team team, Ledger ledger, Crew crew, Time time, boolean unattended) {
        this(team, ledger, crew, time, new Questions(ledger, time, unattended), false);
    }

    private TeamToolbox(Team team, Ledger ledger, Crew crew, Time time, Questions questions, boolean attentive) {
        this.team = team;
        this.ledger = ledger;
        this.crew = crew;
        this.time = time;
        this.deeds = new Deeds(ledger);
        this.questions = questions;
        this.attentive = attentive;
    }

    /**
     * The same for a caller that hears what it is told only between its calls: a wait for tasks also ends when somebody
     * has a message for it, and the answer of a handoff that it then waits for no longer goes to its inbox.
     */
    Toolbox attentive() {
        return new TeamToolbox(team, ledger, crew, time, questions, true);
    }

    /** Answers to assignments do not count: they are what is waited for, now or later. */
    private boolean isCalled(RunState state, Address caller) {
        return attentive
                && state.pending(caller).stream()
                        .anyMatch(message -> message.inReplyTo().isEmpty());
    }

    @Override
    public ToolResult call(Address caller, CallKey key, ToolCall call) throws InterruptedException {
        Optional<String> refusal = Rights.refusal(team, caller, call);
        if (refusal.isPresent()) {
            return ToolResult.refused(refusal.get());
        }
        return switch (call) {
            case ToolCall.Handoff handoff -> handoff(caller, key, handoff);
            case ToolCall.Assign assign -> assign(caller, key, assign);
            case ToolCall.SendMessage send ->
                once(key, caller, call, state -> Messages.send(state, team, caller, send));
            case ToolCall.WaitFor wait -> waitFor(caller, wait);
            case ToolCall.ListWorkers _ -> WorkerList.of(team, crew, ledger);
            case ToolCall.ReadOutput(WorkerName worker, int lines) -> output(crew.output(worker, lines));
            case ToolCall.Interrupt(WorkerName worker, String reason) ->
                deeds.once(key, caller, call, () -> told(crew.interrupt(worker, caller, reason)));
            case ToolCall.AnswerPrompt(WorkerName worker, String answer) ->
                deeds.once(key, caller, call, () -> answerPrompt(caller, worker, answer));
            case ToolCall.ReportResult report ->
                once(key, caller, call, state -> Reports.take(state, team, caller, report));
            case ToolCall.AskUser ask -> questions.ask(caller, key, ask);
            case ToolCall.Finish finish -> once(key, caller, call, state -> finish(state, finish));
        };
    }

    /** What a call that needs no waiting does: its events and what its caller is told. */
    record Effect(List<RunEvent> events, ToolResult result) {
        Effect {
            events = List.copyOf(events);
        }

        static Effect refused(String why) {
            return new Effect(List.of(), ToolResult.refused(why));
        }
    }

    /** A run that ends takes nothing new: what were given now would be typed by nobody, or after the last entry. */
    static Optional<String> ending(RunState state) {
        return state.stopRequested().isPresent() || state.ended().isPresent()
                ? Optional.of("the run is ending; nothing new is taken")
                : Optional.empty();
    }

    /** Decides what a call does, upon the state at that very moment. */
    interface Decision {
        Effect upon(RunState state);
    }

    /** Records the call, its effect and its answer in one step, or returns the recorded answer of an earlier time. */
    private ToolResult once(CallKey key, Address caller, ToolCall call, Decision decision) {
        List<ToolResult> result = new ArrayList<>(1);
        ledger.decide(state -> {
            Optional<ToolResult> recorded =
                    state.call(key).flatMap(known -> known.answer()).map(Results::fromJournal);
            if (recorded.isPresent()) {
                result.add(recorded.get());
                return List.of();
            }
            Effect effect = ending(state).map(Effect::refused).orElseGet(() -> decision.upon(state));
            result.add(effect.result());
            if (effect.events().isEmpty()) {
                return List.of();
            }
            List<RunEvent> events = new ArrayList<>();
            events.add(new RunEvent.CallMade(key, caller, ToolCalls.name(call), Json.line(ToolCalls.arguments(call))));
            events.addAll(effect.events());
            events.add(new RunEvent.CallAnswered(key, effect.result().ok(), Results.toJournal(effect.result())));
            return events;
        });
        return result.isEmpty() ? ToolResult.refused("the run has ended") : result.getFirst();
    }

    private ToolResult handoff(Address caller, CallKey key, ToolCall.Handoff call) throws InterruptedException {
        Given given = give(caller, key, call, call.to(), call.message());
        if (given.task().isEmpty()) {
            return ToolResult.refused(given.refusal());
        }
        TaskId task = given.task().get();
        Optional<TaskView> seen = ledger.await(
                state -> state.task(task)
                        .filter(view ->
                                view.state().isFinal() || needs(state, caller, view) || isCalled(state, caller)),
                time.now().plus(call.timeout()));
        boolean ended = seen.filter(view -> view.state().isFinal()).isPresent();
        if (!ended && attentive && !Handoffs.release(ledger, key)) {
            seen = ledger.read(state -> state.task(task));
            ended = true;
        }
        if (ended) {
            return seen.map(view -> Results.ofTask(view, takeMessages(caller, List.of(view))))
                    .orElseThrow();
        }
        return seen.filter(view -> ledger.read(state -> needs(state, caller, view)))
                .map(this::blocked)
                .orElseGet(() -> Results.working(task, call.to()));
    }

    private ToolResult blocked(TaskView task) {
        takeNotices(List.of(task));
        return Results.blocked(task);
    }

    private boolean needs(RunState state, Address caller, TaskView task) {
        return caller instanceof Address.Supervisor && Prompts.needsSupervisor(state, team, task);
    }

    /** The caller is told now what those tasks' workers ask. */
    private void takeNotices(List<TaskView> blocked) {
        blocked.stream()
                .flatMap(task -> task.session().stream())
                .forEach(session -> ledger.decide(state -> Prompts.told(state, session)));
    }

    /** Answers, and waits until the worker has taken the answer, so that it does not seem to wait for it still. */
    private ToolResult answerPrompt(Address caller, WorkerName worker, String answer) throws InterruptedException {
        Optional<TaskView> before = ledger.read(state -> waitingTask(state, worker));
        ToolResult result = told(crew.answer(worker, caller, answer));
        if (result.ok() && before.isPresent()) {
            Optional<Boolean> _ = ledger.await(
                    state -> waitingTask(state, worker).equals(before) ? Optional.empty() : Optional.of(true),
                    time.now().plus(REACTION));
        }
        return result;
    }

    private static Optional<TaskView> waitingTask(RunState state, WorkerName worker) {
        return state.openTasks().stream()
                .filter(task ->
                        task.state() == TaskState.WAITING && task.session().equals(Optional.of(worker)))
                .findFirst();
    }

    private ToolResult assign(Address caller, CallKey key, ToolCall.Assign call) {
        Given given = give(caller, key, call, call.to(), call.message());
        if (given.task().isEmpty()) {
            return ToolResult.refused(given.refusal());
        }
        TaskId task = given.task().get();
        return new ToolResult(
                true,
                "Task %s was given to %s. Its answer will come to your inbox; do not wait by asking."
                        .formatted(task, call.to()),
                Map.of(
                        "success",
                        true,
                        "task_id",
                        task.value(),
                        "worker",
                        call.to().value(),
                        "terminal_id",
                        call.to().value(),
                        "message",
                        "assigned"));
    }

    /** The task of a call, or why there is none. */
    private record Given(Optional<TaskId> task, String refusal) {}

    private Given give(Address caller, CallKey key, ToolCall call, WorkerName to, String text) {
        boolean blocking = call instanceof ToolCall.Handoff;
        Optional<String> as = call instanceof ToolCall.Handoff handoff
                ? handoff.as()
                : call instanceof ToolCall.Assign assign ? assign.as() : Optional.empty();
        StringBuilder refusal = new StringBuilder();
        ledger.decide(state -> {
            if (state.taskOf(key).isPresent()) {
                return List.of();
            }
            Optional<String> why = ending(state).or(() -> Delegation.refusal(state, team, caller, to, blocking));
            why.ifPresent(refusal::append);
            return why.isPresent()
                    ? List.of()
                    : List.of(new RunEvent.TaskCreated(state.nextTask(), key, caller, to, text, blocking, as));
        });
        return new Given(ledger.read(state -> state.taskOf(key).map(TaskView::id)), refusal.toString());
    }

    /** Returns what else the caller is to be told about the ended tasks; it will not be delivered any more. */
    private List<MessageView> takeMessages(Address caller, List<TaskView> tasks) {
        List<MessageView> unread = new ArrayList<>();
        ledger.decide(state -> {
            unread.addAll(Messages.unread(state, caller, tasks));
            return Messages.settle(unread);
        });
        return unread;
    }

    private ToolResult waitFor(Address caller, ToolCall.WaitFor call) throws InterruptedException {
        List<TaskId> unknown = ledger.read(state -> call.tasks().stream()
                .filter(id -> state.task(id)
                        .filter(task -> task.from().equals(caller))
                        .isEmpty())
                .toList());
        if (!unknown.isEmpty()) {
            return ToolResult.refused("these are no tasks of yours: %s".formatted(unknown));
        }
        Optional<Boolean> _ = ledger.await(
                state -> {
                    long ended = call.tasks().stream()
                            .filter(id -> state.task(id)
                                    .filter(task -> task.state().isFinal())
                                    .isPresent())
                            .count();
                    boolean enough = (call.all() ? ended == call.tasks().size() : ended > 0)
                            || !blocked(state, caller, call).isEmpty()
                            || isCalled(state, caller);
                    return enough ? Optional.of(true) : Optional.empty();
                },
                time.now().plus(call.timeout()));
        List<TaskView> tasks = ledger.read(state ->
                call.tasks().stream().flatMap(id -> state.task(id).stream()).toList());
        List<TaskView> blocked = ledger.read(state -> blocked(state, caller, call));
        takeNotices(blocked);
        return Results.ofTasks(tasks, takeMessages(caller, tasks), blocked);
    }

    private List<TaskView> blocked(RunState state, Address caller, ToolCall.WaitFor call) {
        return call.tasks().stream()
                .flatMap(id -> state.task(id).stream())
                .filter(task -> needs(state, caller, task))
                .toList();
    }

    private static ToolResult output(String text) {
        return new ToolResult(true, text, Map.of("success", true, "output", text));
    }

    private static ToolResult told(Reply reply) {
        return reply.ok()
                ? new ToolResult(true, reply.text(), Map.of("success", true, "message", reply.text()))
                : ToolResult.refused(reply.text());
    }

    private static Effect finish(RunState state, ToolCall.Finish call) {
        List<TaskView> open = state.openTasks();
        if (!open.isEmpty() && !call.cancelOpen()) {
            return Effect.refused("tasks are open: %s. Wait for them with wait_for, or finish with cancel_open true."
                    .formatted(open.stream().map(task -> task.id().value()).toList()));
        }
        List<RunEvent> events = new ArrayList<>();
        for (TaskView task : open) {
            events.add(new RunEvent.TaskEnded(task.id(), new TaskOutcome.Cancelled("the supervisor finished the run")));
        }
        events.add(new RunEvent.Finished(call.done(), call.summary()));
        return new Effect(events, new ToolResult(true, "The run ends.", Map.of("success", true)));
    }

    /** How long a caller without a deadline of its own waits: as long as the task itself may take. */
    static final Duration UNBOUNDED = Duration.ofDays(365);
}
