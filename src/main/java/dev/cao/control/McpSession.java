package dev.cao.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.domain.CallKey;
import dev.cao.io.Json;
import dev.cao.io.LineReader;
import dev.cao.tool.ToolCall;
import dev.cao.tool.ToolCatalog;
import dev.cao.tool.ToolDescription;
import dev.cao.tool.ToolResult;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The MCP server for one bridge. Each line from the bridge is the number of the client's message, a blank, and the message
 * as the client wrote it; each line to it is the number of the request that is answered (0: none), a blank, and our
 * message. Requests are carried out at once, each on a thread of its own, before {@code initialize} as well as after.
 */
final class McpSession {
    /** Names the ping behind the list of tools: its answer tells that the client has taken the list in. */
    private static final String LISTED = "cao-listed";

    private final McpTools tools;
    private final String bridge;
    private final McpOutbox outbox;
    private final Optional<Duration> configuredLimit;
    private final McpCalls calls = new McpCalls();
    private volatile String version = McpVersion.KNOWN.getFirst();
    private volatile Duration patience = ClientLimits.of("");

    /**
     * @param bridge names the bridge for ever
     * @param configuredLimit how long the client waits, where its configuration says so
     */
    McpSession(McpTools tools, String bridge, Optional<Duration> configuredLimit, OutputStream out) {
        this.tools = tools;
        this.bridge = bridge;
        this.configuredLimit = configuredLimit;
        this.outbox = new McpOutbox(out);
    }

    /** Serves the bridge until it goes away. Calls that wait then are given up; the bridge may come back for them. */
    void serve(LineReader in) throws IOException, InterruptedException {
        try {
            Optional<LineReader.Line> line = in.next();
            while (line.isPresent()) {
                receive(line.get());
                line = in.next();
            }
        } finally {
            calls.close();
            outbox.close();
        }
    }

    private void receive(LineReader.Line line) {
        NumberedLine numbered = NumberedLine.of(line.bytes());
        if (line.tooLong()) {
            outbox.send(
                    numbered.number(),
                    JsonRpc.error(
                            JsonRpc.INVALID_REQUEST,
                            "a message may have at most %d bytes; put a long text into a file and name the file"
                                    .formatted(LineReader.MAX_BYTES)));
            return;
        }
        JsonNode message;
        try {
            message = numbered.message();
        } catch (IOException e) {
            outbox.send(numbered.number(), JsonRpc.error(JsonRpc.PARSE_ERROR, String.valueOf(e.getMessage())));
            return;
        }
        if (message.isArray()) {
            Thread.ofVirtual().name("mcp-batch").start(() -> batch(numbered.number(), message));
        } else if (message.has("method") && !message.has("id")) {
            notified(message);
        } else if (message.path("method").asText().equals("initialize")) {
            // In order: what comes after it depends on the version and the client's name.
            outbox.send(numbered.number(), answer(numbered.number(), message).orElseThrow());
        } else if (message.has("method") || !message.isObject()) {
            Thread.ofVirtual().name("mcp-request").start(() -> reply(numbered.number(), message));
        } else if (message.path("id").asText().equals(LISTED)) {
            tools.listed();
        }
    }

    private void reply(long number, JsonNode message) {
        answer(number, message).ifPresent(reply -> outbox.send(number, reply));
        if (message.path("method").asText().equals("tools/list") && tools.awaitsListing()) {
            outbox.send(0, JsonRpc.ping(LISTED));
        }
    }

    /** Protocol 2025-03-26 alone has batches. They are carried out in their order. */
    private void batch(long number, JsonNode messages) {
        ArrayNode replies = Json.MAPPER.createArrayNode();
        for (JsonNode message : messages) {
            if (message.has("method") && !message.has("id")) {
                notified(message);
            } else {
                answer(number, message).ifPresent(replies::add);
            }
        }
        outbox.send(number, replies.isEmpty() ? JsonRpc.error(JsonRpc.INVALID_REQUEST, "an empty batch") : replies);
    }

    private void notified(JsonNode message) {
        if (message.path("method").asText().equals("notifications/cancelled")) {
            calls.cancel(message.path("params").path("requestId"));
        }
    }

    /** Returns the reply; empty when the client does not want one any more. */
    private Optional<ObjectNode> answer(long number, JsonNode request) {
        JsonNode id = request.path("id");
        if (!request.isObject() || !(id.isTextual() || id.isNumber())) {
            return Optional.of(JsonRpc.error(
                    id.isMissingNode() ? NullNode.getInstance() : id,
                    JsonRpc.INVALID_REQUEST,
                    "not a JSON-RPC 2.0 request"));
        }
        JsonNode parameters = request.path("params");
        String method = request.path("method").asText();
        try {
            return switch (method) {
                case "initialize" -> Optional.of(JsonRpc.result(id, initialize(parameters)));
                case "ping" -> Optional.of(JsonRpc.result(id, Json.object()));
                case "tools/list" -> Optional.of(JsonRpc.result(id, listing()));
                case "tools/call" -> call(number, id, parameters);
                default ->
                    Optional.of(JsonRpc.error(id, JsonRpc.METHOD_NOT_FOUND, "cao has no method '" + method + "'"));
            };
        } catch (RuntimeException e) {
            return Optional.of(JsonRpc.error(id, JsonRpc.INTERNAL_ERROR, "a fault in cao: " + e));
        }
    }

    private ObjectNode initialize(JsonNode parameters) {
        version = McpVersion.answerTo(parameters.path("protocolVersion").asText());
        patience = configuredLimit.orElseGet(
                () -> ClientLimits.of(parameters.path("clientInfo").path("name").asText()));
        ObjectNode result = Json.object().put("protocolVersion", version);
        result.putObject("capabilities").putObject("tools").put("listChanged", false);
        result.putObject("serverInfo")
                .put("name", "cao")
                .put("title", "CLI Agent Orchestrator")
                .put("version", String.valueOf(ControlRequest.VERSION));
        return result.put("instructions", tools.instructions());
    }

    private ObjectNode listing() {
        ObjectNode result = Json.object();
        ArrayNode list = result.putArray("tools");
        for (ToolDescription tool : tools.tools()) {
            ObjectNode entry = list.addObject()
                    .put("name", tool.name())
                    .put("title", tool.title())
                    .put("description", tool.description());
            entry.set("inputSchema", tool.inputSchema());
            entry.putObject("annotations")
                    .put("title", tool.title())
                    .put("readOnlyHint", tool.readOnly())
                    .put("openWorldHint", false);
        }
        return result;
    }

    private Optional<ObjectNode> call(long number, JsonNode id, JsonNode parameters) {
        String name = parameters.path("name").asText();
        ObjectNode arguments = parameters.get("arguments") instanceof ObjectNode given ? given : Json.object();
        if (name.isEmpty()) {
            return Optional.of(JsonRpc.error(id, JsonRpc.INVALID_PARAMS, "params.name is missing"));
        }
        return switch (ToolCatalog.decode(name, arguments)) {
            case ToolCatalog.Decoded.Refused(String why) ->
                Optional.of(JsonRpc.result(id, result(ToolResult.refused(why), List.of())));
            case ToolCatalog.Decoded.Understood(ToolCall call, List<String> notes) ->
                carryOut(number, id, parameters.path("_meta").path("progressToken"), call)
                        .map(result -> JsonRpc.result(id, result(result, notes)));
        };
    }

    private Optional<ToolResult> carryOut(long number, JsonNode id, JsonNode progressToken, ToolCall call) {
        if (!calls.begin(id)) {
            return Optional.empty();
        }
        CallKey key = tools.key(bridge, number);
        try (var _ = McpProgress.start(progressToken, () -> tools.progress(key, call), outbox)) {
            ToolResult result = tools.call(key, call.waitingAtMost(patience));
            return calls.end(id) ? Optional.of(result) : Optional.empty();
        } catch (InterruptedException _) {
            boolean _ = calls.end(id);
            return Optional.empty();
        } catch (RuntimeException e) {
            boolean _ = calls.end(id);
            throw e;
        }
    }

    private ObjectNode result(ToolResult result, List<String> notes) {
        ObjectNode reply = Json.object();
        List<String> texts = new ArrayList<>(List.of(result.text()));
        notes.forEach(note -> texts.add("Note: " + note));
        ArrayNode content = reply.putArray("content");
        texts.forEach(text -> content.addObject().put("type", "text").put("text", text));
        if (McpVersion.hasStructuredResults(version)) {
            ObjectNode fields = Json.MAPPER.valueToTree(result.fields());
            if (!notes.isEmpty()) {
                fields.set("notes", Json.MAPPER.valueToTree(notes));
            }
            reply.set("structuredContent", fields);
        }
        return reply.put("isError", !result.ok());
    }
}
