package dev.cao.supervisor;

import dev.cao.domain.Address;
import dev.cao.domain.CallKey;
import dev.cao.tool.ToolCall;
import dev.cao.tool.ToolCalls;
import dev.cao.tool.ToolResult;
import dev.cao.tool.Toolbox;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers tasks from a script by worker: each worker's answers in order; one that starts with "!" is a failure. */
final class FakeToolbox implements Toolbox {
    private final Map<String, Deque<String>> scripts = new HashMap<>();
    private final Map<String, String> assigned = new LinkedHashMap<>();
    private final List<String> calls = new ArrayList<>();

    FakeToolbox answers(String worker, String... answers) {
        scripts.put(worker, new ArrayDeque<>(List.of(answers)));
        return this;
    }

    /** Returns the calls so far: {@code plan/1/1 handoff architect: text}. */
    List<String> calls() {
        return calls;
    }

    @Override
    public ToolResult call(Address caller, CallKey key, ToolCall call) {
        return switch (call) {
            case ToolCall.Handoff handoff -> {
                calls.add(key + " handoff " + handoff.to() + ": " + handoff.message());
                yield result("", next(handoff.to().value()));
            }
            case ToolCall.Assign assign -> {
                calls.add(key + " assign " + assign.to() + ": " + assign.message());
                String id = "t" + (assigned.size() + 1);
                assigned.put(id, assign.to().value());
                yield new ToolResult(true, "given", Map.of("task_id", id));
            }
            case ToolCall.WaitFor wait -> waitFor(wait);
            case ToolCall.SendMessage send -> {
                calls.add(key + " send_message " + send.receiver().orElse("") + ": " + send.message());
                yield new ToolResult(true, "sent", Map.of());
            }
            case ToolCall.Finish finish -> {
                calls.add("finish " + (finish.done() ? "done" : "failed") + ": " + finish.summary());
                yield new ToolResult(true, "ends", Map.of());
            }
            case ToolCall.ListWorkers _,
                    ToolCall.ReadOutput _,
                    ToolCall.Interrupt _,
                    ToolCall.AnswerPrompt _,
                    ToolCall.ReportResult _,
                    ToolCall.AskUser _ -> throw new AssertionError("a plan does not call " + ToolCalls.name(call));
        };
    }

    private ToolResult waitFor(ToolCall.WaitFor wait) {
        List<Map<String, Object>> answers = new ArrayList<>();
        wait.tasks().forEach(task -> {
            String worker = assigned.get(task.value());
            if (worker != null
                    && !scripts.getOrDefault(worker, new ArrayDeque<>()).isEmpty()) {
                answers.add(result(task.value(), next(worker)).fields());
            }
        });
        calls.add("wait_for " + wait.tasks());
        return new ToolResult(true, "", Map.of("answers", answers));
    }

    private String next(String worker) {
        return scripts.getOrDefault(worker, new ArrayDeque<>()).removeFirst();
    }

    private static ToolResult result(String task, String scripted) {
        boolean ok = !scripted.startsWith("!");
        String text = ok ? scripted : scripted.substring(1);
        return new ToolResult(ok, text, Map.of("task_id", task, "success", ok, "output", text));
    }
}
