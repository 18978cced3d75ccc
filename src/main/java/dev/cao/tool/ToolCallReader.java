package dev.cao.tool;

import dev.cao.domain.WorkerName;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Makes calls of arguments. Holds no state. */
final class ToolCallReader {
    private static final int WAIT_SECONDS = 600;
    private static final int LINES = 50;
    private static final int MOST_LINES = 2000;

    private ToolCallReader() {}

    /** Returns the call; empty when the arguments note why there is none. */
    static Optional<ToolCall> read(String tool, ToolArguments from) {
        Optional<ToolCall> call = switch (tool) {
            case "handoff" -> {
                String message = from.text("message");
                var timeout = from.seconds("timeout", WAIT_SECONDS);
                yield toWorker(from, to -> new ToolCall.Handoff(to, message, timeout, Optional.empty()));
            }
            case "assign" -> {
                String message = from.text("message");
                yield toWorker(from, to -> new ToolCall.Assign(to, message, Optional.empty()));
            }
            case "send_message" ->
                Optional.of(new ToolCall.SendMessage(from.text("message"), from.optionalText("receiver_id")));
            case "wait_for" ->
                Optional.of(new ToolCall.WaitFor(
                        from.tasks("task_ids"),
                        from.choice("mode", "all").equals("all"),
                        from.seconds("timeout", WAIT_SECONDS)));
            case "list_workers" -> Optional.of(new ToolCall.ListWorkers());
            case "read_output" -> {
                int lines = from.wholeNumber("lines", 1, MOST_LINES, LINES);
                yield toWorker(from, worker -> new ToolCall.ReadOutput(worker, lines));
            }
            case "interrupt" -> {
                String reason = from.optionalText("reason").orElse("");
                yield toWorker(from, worker -> new ToolCall.Interrupt(worker, reason));
            }
            case "answer_prompt" -> {
                String answer = from.text("answer");
                yield toWorker(from, worker -> new ToolCall.AnswerPrompt(worker, answer));
            }
            case "report_result" -> Optional.of(new ToolCall.ReportResult(isDone(from), from.anything("result")));
            case "ask_user" ->
                Optional.of(new ToolCall.AskUser(
                        from.text("question"),
                        from.optionalText("choices").isPresent() ? from.texts("choices") : List.of()));
            case "finish" ->
                Optional.of(new ToolCall.Finish(isDone(from), from.text("summary"), from.flag("cancel_open")));
            default -> throw new IllegalArgumentException("the catalog has a tool without a reader: " + tool);
        };
        return from.problems().isEmpty() ? call : Optional.empty();
    }

    private static Optional<ToolCall> toWorker(ToolArguments from, Function<WorkerName, ToolCall> call) {
        return from.worker("agent_profile").map(call);
    }

    private static boolean isDone(ToolArguments from) {
        return from.choice("status", "failed").equals("done");
    }
}
