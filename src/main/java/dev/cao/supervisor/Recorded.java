package dev.cao.supervisor;

import dev.cao.domain.Address;
import dev.cao.domain.CallKey;
import dev.cao.domain.MessageView;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunState;
import dev.cao.domain.TaskView;
import dev.cao.io.Json;
import dev.cao.tool.ToolCall;
import dev.cao.tool.ToolCalls;
import dev.cao.tool.ToolCatalog;
import dev.cao.tool.ToolResult;
import dev.cao.tool.Toolbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * A run of the past as its supervisor met it: model, journal and toolbox in one, all of which say what was recorded, and
 * compare what they are asked with it. The calls of a turn may come from many threads; all else is for one.
 */
final class Recorded implements Model, Dialogue, Toolbox {
    private final RunState run;
    private final List<RunEvent.OfSupervisor> events;
    private final List<RunEvent.SupervisorCompacted> shortenings = new ArrayList<>();
    private final AtomicReference<String> difference = new AtomicReference<>("");
    private final AtomicInteger calls = new AtomicInteger();
    private int turn;
    private int requests;

    Recorded(RunState run) {
        this.run = run;
        this.events = run.dialogue();
        events.stream()
                .filter(RunEvent.SupervisorCompacted.class::isInstance)
                .forEach(event -> shortenings.add((RunEvent.SupervisorCompacted) event));
    }

    int requests() {
        return requests;
    }

    int calls() {
        return calls.get();
    }

    /** Returns the first thing that came out differently. */
    Optional<String> difference() {
        long all = events.stream()
                .filter(RunEvent.SupervisorAsked.class::isInstance)
                .count();
        if (turn < all) {
            differs("it ends in turn %d, and the journal has %d".formatted(turn, all));
        }
        return Optional.of(difference.get()).filter(text -> !text.isEmpty());
    }

    private void differs(String what) {
        difference.compareAndSet("", what);
    }

    @Override
    public List<RunEvent.OfSupervisor> recorded() {
        return List.of();
    }

    private Optional<RunEvent.SupervisorAsked> asked(int number) {
        return events.stream()
                .filter(event -> event.turn() == number)
                .filter(RunEvent.SupervisorAsked.class::isInstance)
                .map(RunEvent.SupervisorAsked.class::cast)
                .findFirst();
    }

    @Override
    public Optional<RunEvent.SupervisorAsked> ask(int number, Function<List<MessageView>, String> content) {
        Optional<RunEvent.SupervisorAsked> known = asked(number);
        known.ifPresent(asked -> {
            turn = number;
            List<MessageView> messages = asked.messages().stream()
                    .flatMap(id -> run.message(id).stream())
                    .toList();
            if (content.apply(messages).equals(asked.content())) {
                requests++;
            } else {
                differs("turn %d tells the model something else than was recorded".formatted(number));
            }
        });
        return known;
    }

    /** Where no answer was recorded, the run ended while it was waited for. */
    @Override
    public boolean mayAsk() {
        return Replay.answer(events, turn).isPresent();
    }

    @Override
    public Answer ask(Request request) {
        if (!shortenings.isEmpty() && shortenings.getFirst().turn() == request.number()) {
            throw new ModelException(ModelException.Kind.OVERFLOW, "the conversation was too long", null);
        }
        RunEvent.SupervisorAnswered answer = Replay.answer(events, request.number())
                .orElseThrow(() -> new IllegalStateException("no answer in turn " + request.number()));
        return new Answer(
                ContentJson.read(answer.content()),
                Stop.of(answer.stop()),
                new Usage(answer.input(), answer.output(), answer.cacheRead(), answer.cacheWrite()),
                answer.model());
    }

    @Override
    public void record(RunEvent.OfSupervisor event) {
        if (event instanceof RunEvent.SupervisorCompacted shorter
                && !shortenings.removeFirst().equals(shorter)) {
            differs("turn %d is told shorter in another way than was recorded".formatted(shorter.turn()));
        }
    }

    @Override
    public boolean awaitMessage() {
        return asked(turn + 1).map(next -> !next.messages().isEmpty()).orElse(true);
    }

    @Override
    public boolean pause(Duration time) {
        return true;
    }

    @Override
    public void tell(String line) {
        // Whoever replays is told of the turns by their record.
    }

    /** Returns what the model was told of this call, and compares the call with the one that was recorded. */
    @Override
    public ToolResult call(Address caller, CallKey key, ToolCall call) {
        compare(key, call);
        String[] place = key.value().split("/", -1);
        Optional<ToolResult> told = place.length < 3
                ? Optional.empty()
                : told(Integer.parseInt(place[1]), Integer.parseInt(place[2]), call);
        return told.orElseGet(() -> call instanceof ToolCall.Finish finish && isTheEnd(finish)
                ? new ToolResult(true, "", Map.of())
                : ToolResult.refused("the run ended before this call was answered"));
    }

    private boolean isTheEnd(ToolCall.Finish finish) {
        return run.finished()
                .filter(end -> end.done() == finish.done() && end.summary().equals(finish.summary()))
                .isPresent();
    }

    private void compare(CallKey key, ToolCall call) {
        Optional<TaskView> task = run.taskOf(key);
        boolean same = switch (call) {
            case ToolCall.Handoff handoff -> isSame(task, handoff.to().value(), handoff.message());
            case ToolCall.Assign assign -> isSame(task, assign.to().value(), assign.message());
            case ToolCall.Finish finish ->
                run.finished().isEmpty() || !key.equals(ModelSupervisor.GIVE_UP) || isTheEnd(finish);
            case ToolCall.SendMessage _,
                    ToolCall.WaitFor _,
                    ToolCall.ListWorkers _,
                    ToolCall.ReadOutput _,
                    ToolCall.Interrupt _,
                    ToolCall.AnswerPrompt _,
                    ToolCall.ReportResult _,
                    ToolCall.AskUser _ ->
                run.call(key)
                        .filter(made -> !made.arguments().equals(Json.line(ToolCalls.arguments(call))))
                        .isEmpty();
        };
        if (same) {
            calls.incrementAndGet();
        } else {
            differs("call %s (%s) is another one than was recorded".formatted(key, ToolCalls.name(call)));
        }
    }

    /** A call that was refused, or never came to its turn, has no task. */
    private static boolean isSame(Optional<TaskView> task, String to, String text) {
        return task.filter(made -> !made.to().value().equals(to) || !made.text().equals(text))
                .isEmpty();
    }

    private Optional<ToolResult> told(int number, int place, ToolCall call) {
        List<Content.Call> made =
                Replay.answer(events, number)
                        .map(answer -> ContentJson.read(answer.content()))
                        .orElse(List.of())
                        .stream()
                        .filter(Content.Call.class::isInstance)
                        .map(Content.Call.class::cast)
                        .toList();
        Content.Call ours = made.get(place - 1);
        return asked(number + 1).map(next -> ContentJson.read(next.content())).orElse(List.of()).stream()
                .filter(content ->
                        content instanceof Content.Result result && result.id().equals(ours.id()))
                .map(content -> result((Content.Result) content, ours, call))
                .findFirst();
    }

    /** The loop adds its notes on a call by itself, and sees by the fields whether a result brought something on. */
    private static ToolResult result(Content.Result recorded, Content.Call call, ToolCall understood) {
        String text = recorded.text();
        if (ToolCatalog.decode(call.tool(), Json.parseObject(call.arguments().isBlank() ? "{}" : call.arguments()))
                        instanceof ToolCatalog.Decoded.Understood(ToolCall _, List<String> notes)
                && !notes.isEmpty()) {
            String added = "\n(" + String.join("; ", notes) + ")";
            text = text.endsWith(added) ? text.substring(0, text.length() - added.length()) : text;
        }
        Map<String, Object> fields = !recorded.news()
                ? Map.of()
                : understood instanceof ToolCall.WaitFor
                        ? Map.of("open", List.of("a task"))
                        : Map.of("task_id", "a task");
        return new ToolResult(recorded.ok(), text, fields);
    }

    @Override
    public String name() {
        return run.supervisor().flatMap(RunEvent.SupervisorChosen::model).orElse("");
    }

    @Override
    public void close() {
        // Nothing was opened.
    }
}
