package dev.cao.supervisor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.domain.Address;
import dev.cao.domain.CallKey;
import dev.cao.io.Json;
import dev.cao.tool.ToolCall;
import dev.cao.tool.ToolCatalog;
import dev.cao.tool.ToolResult;
import dev.cao.tool.Toolbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Carries out the calls of a model's answer: all at once, each on a thread of its own, {@code finish} after the others.
 * A call's key is made of the turn and its place in the answer, so that an answer that is carried out again joins what
 * was done.
 */
final class Calls {
    private final Toolbox toolbox;
    private final int turn;

    Calls(Toolbox toolbox, int turn) {
        this.toolbox = toolbox;
        this.turn = turn;
    }

    /** What came of it: results in the order of the calls. */
    record Outcome(List<Content> results, boolean finished) {
        Outcome {
            results = List.copyOf(results);
        }
    }

    Outcome carryOut(List<Content.Call> calls) throws InterruptedException {
        List<FutureTask<Content.Result>> running = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        FutureTask<Content.Result> finishing = null;
        for (int place = 1; place <= calls.size(); place++) {
            Content.Call call = calls.get(place - 1);
            int number = place;
            FutureTask<Content.Result> task = new FutureTask<>(() -> one(call, number));
            running.add(task);
            if (isFinish(call)) {
                finishing = finishing == null ? task : finishing;
            } else {
                threads.add(Thread.ofVirtual().name("supervisor-call").start(task));
            }
        }
        try {
            for (Thread thread : threads) {
                thread.join();
            }
            List<Content> results = new ArrayList<>();
            for (FutureTask<Content.Result> task : running) {
                task.run();
                results.add(result(task));
            }
            return new Outcome(
                    results,
                    finishing != null && finishing.isDone() && result(finishing).ok());
        } catch (InterruptedException e) {
            threads.forEach(Thread::interrupt);
            throw e;
        }
    }

    private static boolean isFinish(Content.Call call) {
        return call.tool().equals("finish");
    }

    private static Content.Result result(FutureTask<Content.Result> task) throws InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case InterruptedException interrupted -> throw interrupted;
                case RuntimeException fault -> throw fault;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    private Content.Result one(Content.Call call, int place) throws InterruptedException {
        ObjectNode arguments;
        try {
            arguments = Json.parseObject(call.arguments().isBlank() ? "{}" : call.arguments());
        } catch (Json.NotJsonException e) {
            return refused(
                    call,
                    "the arguments of %s are no JSON object (%s); nothing was done"
                            .formatted(call.tool(), e.getMessage()));
        }
        return switch (ToolCatalog.decode(call.tool(), arguments)) {
            case ToolCatalog.Decoded.Refused(String why) -> refused(call, why);
            case ToolCatalog.Decoded.Understood(ToolCall understood, List<String> notes) -> {
                CallKey key = new CallKey("model/%d/%d".formatted(turn, place));
                ToolResult result = toolbox.call(Address.SUPERVISOR, key, understood);
                String text = notes.isEmpty() ? result.text() : result.text() + "\n(" + String.join("; ", notes) + ")";
                yield new Content.Result(call.id(), result.ok(), isNews(understood, result), true, text);
            }
        };
    }

    private static Content.Result refused(Content.Call call, String why) {
        return new Content.Result(call.id(), false, false, false, why);
    }

    /** Waiting is progress, too: what is waited for has a limit of its own. */
    private static boolean isNews(ToolCall call, ToolResult result) {
        return switch (call) {
            case ToolCall.Handoff _ -> result.fields().containsKey("task_id");
            case ToolCall.Assign _, ToolCall.SendMessage _, ToolCall.AnswerPrompt _, ToolCall.Interrupt _ ->
                result.ok();
            case ToolCall.WaitFor _ ->
                result.ok() && result.fields().get("open") instanceof List<?> open && !open.isEmpty();
            case ToolCall.AskUser _, ToolCall.Finish _ -> result.ok();
            case ToolCall.ListWorkers _, ToolCall.ReadOutput _, ToolCall.ReportResult _ -> false;
        };
    }

    /** What a person is shown of a call: {@code assign architect: Design the …}. */
    static String shown(Content.Call call) {
        String arguments = call.arguments().strip().replaceAll("\\s+", " ");
        return "%s %s".formatted(call.tool().toLowerCase(Locale.ROOT), Shown.shortened(arguments));
    }
}
