package dev.cao.supervisor;

import dev.cao.domain.Address;
import dev.cao.domain.CallKey;
import dev.cao.domain.MessageId;
import dev.cao.domain.MessageState;
import dev.cao.domain.MessageView;
import dev.cao.domain.RunEvent;
import dev.cao.tool.ToolCall;
import dev.cao.tool.ToolCalls;
import dev.cao.tool.ToolResult;
import dev.cao.tool.Toolbox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A run on a desk: a journal in memory, workers that answer at once, messages that a test puts there. */
final class Desk implements Dialogue, Toolbox {
    private final List<RunEvent.OfSupervisor> journal = new CopyOnWriteArrayList<>();
    private final List<MessageView> inbox = new ArrayList<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private Optional<ToolCall.Finish> finished = Optional.empty();
    private Function<ToolCall, ToolResult> worker =
            call -> new ToolResult(true, "done: " + ToolCalls.name(call), Map.of("task_id", "t1"));
    private int messages;

    Desk answering(Function<ToolCall, ToolResult> answers) {
        worker = answers;
        return this;
    }

    void message(String text) {
        messages++;
        inbox.add(new MessageView(
                new MessageId("m" + messages),
                messages,
                Address.USER,
                Address.SUPERVISOR,
                text,
                Optional.empty(),
                MessageState.RECORDED,
                Optional.empty(),
                0,
                "",
                Instant.EPOCH,
                Instant.EPOCH));
    }

    List<RunEvent.OfSupervisor> journal() {
        return journal;
    }

    List<String> calls() {
        return calls;
    }

    List<String> told() {
        return told;
    }

    List<Duration> pauses() {
        return pauses;
    }

    Optional<ToolCall.Finish> finished() {
        return finished;
    }

    /** Forgets what came after these entries, as a crash does. */
    Desk crashedAfter(int entries) {
        Desk again = new Desk().answering(worker);
        again.journal.addAll(journal.subList(0, entries));
        return again;
    }

    @Override
    public List<RunEvent.OfSupervisor> recorded() {
        return journal.stream()
                .filter(event -> !(event instanceof RunEvent.SupervisorDelayed))
                .toList();
    }

    @Override
    public Optional<RunEvent.SupervisorAsked> ask(int turn, Function<List<MessageView>, String> content) {
        if (!mayAsk()) {
            return Optional.empty();
        }
        RunEvent.SupervisorAsked asked = new RunEvent.SupervisorAsked(
                turn, content.apply(inbox), inbox.stream().map(MessageView::id).toList());
        inbox.clear();
        journal.add(asked);
        return Optional.of(asked);
    }

    @Override
    public boolean mayAsk() {
        return finished.isEmpty();
    }

    @Override
    public void record(RunEvent.OfSupervisor event) {
        journal.add(event);
    }

    @Override
    public boolean awaitMessage() {
        return !inbox.isEmpty();
    }

    @Override
    public boolean pause(Duration time) {
        pauses.add(time);
        return finished.isEmpty();
    }

    @Override
    public void tell(String line) {
        told.add(line);
    }

    @Override
    public ToolResult call(Address caller, CallKey key, ToolCall call) {
        calls.add(key + " " + ToolCalls.name(call));
        if (call instanceof ToolCall.Finish finish) {
            finished = Optional.of(finish);
            return new ToolResult(true, "The run ends.", Map.of());
        }
        return worker.apply(call);
    }
}
