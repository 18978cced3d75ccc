package dev.cao.supervisor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.io.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.bedrockagentruntime.model.FunctionInvocationInput;
import software.amazon.awssdk.services.bedrockagentruntime.model.FunctionParameter;
import software.amazon.awssdk.services.bedrockagentruntime.model.InvocationInputMember;
import software.amazon.awssdk.services.bedrockagentruntime.model.Trace;
import software.amazon.awssdk.services.bedrockagentruntime.model.Usage;

/** An agent's answer as it comes in, part by part; each part by netty's thread, one after the other, and then read once. */
final class AgentAnswer {
    private static final int PREFIX = 1;

    private final String model;
    private final StringBuilder text = new StringBuilder();
    private final List<Content> thoughts = new ArrayList<>();
    private final List<Content> calls = new ArrayList<>();
    private boolean refused;
    private long input;
    private long output;

    AgentAnswer(String model) {
        this.model = model;
    }

    synchronized void text(SdkBytes bytes) {
        text.append(bytes.asUtf8String());
    }

    /** The place within an invocation makes a call's id: results are told by invocation and function. */
    synchronized void control(String invocation, List<InvocationInputMember> inputs) {
        for (InvocationInputMember member : inputs) {
            FunctionInvocationInput called = member.functionInvocationInput();
            if (called != null) {
                calls.add(new Content.Call(
                        invocation + "/" + (calls.size() + PREFIX), called.function(), arguments(called)));
            }
        }
    }

    /** Traces say what the agent thought, what it was paid for, and that a guardrail intervened. */
    synchronized void trace(Trace trace) {
        if (trace.guardrailTrace() != null
                && "INTERVENED".equals(trace.guardrailTrace().actionAsString())) {
            refused = true;
        }
        if (trace.orchestrationTrace() == null) {
            return;
        }
        var step = trace.orchestrationTrace();
        if (step.rationale() != null && step.rationale().text() != null) {
            thoughts.add(new Content.Thought(step.rationale().text(), "", ""));
        }
        if (step.modelInvocationOutput() != null && step.modelInvocationOutput().metadata() != null) {
            Usage usage = step.modelInvocationOutput().metadata().usage();
            if (usage != null) {
                input += usage.inputTokens() == null ? 0 : usage.inputTokens();
                output += usage.outputTokens() == null ? 0 : usage.outputTokens();
            }
        }
    }

    synchronized Model.Answer whole() {
        List<Content> content = new ArrayList<>(thoughts);
        if (!text.isEmpty()) {
            content.add(new Content.Text(text.toString()));
        }
        content.addAll(calls);
        Model.Stop stop = refused ? Model.Stop.REFUSED : calls.isEmpty() ? Model.Stop.END : Model.Stop.CALLS;
        return new Model.Answer(content, stop, new Model.Usage(input, output, 0, 0), model);
    }

    /** All values come as text, whatever they are. */
    private static String arguments(FunctionInvocationInput called) {
        ObjectNode arguments = Json.object();
        for (FunctionParameter parameter : called.parameters()) {
            String type = ActionGroup.type(called.function(), parameter.name()).orElse("string");
            arguments.set(parameter.name(), value(type, parameter.value()));
        }
        return Json.line(arguments);
    }

    private static JsonNode value(String type, String text) {
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "integer", "number", "boolean" -> parsed(text);
            case "array" -> list(text);
            default -> Json.MAPPER.getNodeFactory().textNode(text);
        };
    }

    private static JsonNode parsed(String text) {
        try {
            return Json.MAPPER.readTree(text.strip());
        } catch (JsonProcessingException _) {
            return Json.MAPPER.getNodeFactory().textNode(text);
        }
    }

    /** A list is JSON with some models, {@code [t3, t4]} with others. */
    private static JsonNode list(String text) {
        JsonNode json = parsed(text);
        if (json.isArray()) {
            return json;
        }
        ArrayNode array = Json.MAPPER.createArrayNode();
        for (String item : text.strip().replaceAll("^\\[|\\]$", "").split(",")) {
            String plain = item.strip().replaceAll("^[\"']|[\"']$", "");
            if (!plain.isEmpty()) {
                array.add(plain);
            }
        }
        return array;
    }
}
