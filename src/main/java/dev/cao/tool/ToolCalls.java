package dev.cao.tool;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.io.Json;
import java.util.List;

/** Names and arguments of calls as models, MCP clients and the journal know them. */
public final class ToolCalls {
    private ToolCalls() {}

    /** Returns the tool's name: {@code send_message}. */
    public static String name(ToolCall call) {
        return switch (call) {
            case ToolCall.Handoff _ -> "handoff";
            case ToolCall.Assign _ -> "assign";
            case ToolCall.SendMessage _ -> "send_message";
            case ToolCall.WaitFor _ -> "wait_for";
            case ToolCall.ListWorkers _ -> "list_workers";
            case ToolCall.ReadOutput _ -> "read_output";
            case ToolCall.Interrupt _ -> "interrupt";
            case ToolCall.AnswerPrompt _ -> "answer_prompt";
            case ToolCall.ReportResult _ -> "report_result";
            case ToolCall.AskUser _ -> "ask_user";
            case ToolCall.Finish _ -> "finish";
        };
    }

    /** Returns the call's arguments under the names that models use. */
    public static ObjectNode arguments(ToolCall call) {
        ObjectNode arguments = Json.object();
        switch (call) {
            case ToolCall.Handoff handoff ->
                arguments
                        .put("agent_profile", handoff.to().value())
                        .put("message", handoff.message())
                        .put("timeout", handoff.timeout().toSeconds());
            case ToolCall.Assign assign ->
                arguments.put("agent_profile", assign.to().value()).put("message", assign.message());
            case ToolCall.SendMessage send -> {
                arguments.put("message", send.message());
                send.receiver().ifPresent(receiver -> arguments.put("receiver_id", receiver));
            }
            case ToolCall.WaitFor wait ->
                strings(arguments, "task_ids", wait.tasks())
                        .put("mode", wait.all() ? "all" : "any")
                        .put("timeout", wait.timeout().toSeconds());
            case ToolCall.ListWorkers _ -> {
                // No arguments.
            }
            case ToolCall.ReadOutput read ->
                arguments.put("agent_profile", read.worker().value()).put("lines", read.lines());
            case ToolCall.Interrupt interrupt ->
                arguments.put("agent_profile", interrupt.worker().value()).put("reason", interrupt.reason());
            case ToolCall.AnswerPrompt answer ->
                arguments.put("agent_profile", answer.worker().value()).put("answer", answer.answer());
            case ToolCall.ReportResult report ->
                arguments.put("status", report.done() ? "done" : "failed").put("result", report.result());
            case ToolCall.AskUser ask -> strings(arguments.put("question", ask.question()), "choices", ask.choices());
            case ToolCall.Finish finish ->
                arguments
                        .put("status", finish.done() ? "done" : "failed")
                        .put("summary", finish.summary())
                        .put("cancel_open", finish.cancelOpen());
        }
        return arguments;
    }

    private static ObjectNode strings(ObjectNode into, String field, List<?> values) {
        ArrayNode array = into.putArray(field);
        values.forEach(value -> array.add(value.toString()));
        return into;
    }
}
