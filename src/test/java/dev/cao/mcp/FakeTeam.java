package dev.cao.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.control.ControlHandler;
import dev.cao.control.ControlRequest;
import dev.cao.control.McpTools;
import dev.cao.domain.CallKey;
import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.io.Json;
import dev.cao.tool.ToolCall;
import dev.cao.tool.ToolCatalog;
import dev.cao.tool.ToolDescription;
import dev.cao.tool.ToolResult;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;

/** An orchestrator without a team: messages are echoed, handoffs last until the test completes them. */
final class FakeTeam implements ControlHandler, McpTools {
    static final String TOKEN = "secret";

    final Map<CallKey, CompletableFuture<String>> handoffs = new ConcurrentHashMap<>();
    final BlockingQueue<ToolCall> calls = new LinkedBlockingQueue<>();
    final BlockingQueue<String> givenUp = new LinkedBlockingQueue<>();
    final BlockingQueue<ControlRequest> requests = new LinkedBlockingQueue<>();

    @Override
    public ObjectNode handle(String token, ControlRequest request) {
        requests.add(request);
        return Json.object();
    }

    @Override
    public McpTools mcp(String token) {
        if (!token.equals(TOKEN)) {
            throw new CaoException(ExitStatus.USAGE, "the token is nobody's", "Take another.");
        }
        return this;
    }

    @Override
    public String instructions() {
        return "Be brief.";
    }

    @Override
    public List<ToolDescription> tools() {
        return ToolCatalog.all();
    }

    @Override
    public CallKey key(String bridge, long request) {
        return new CallKey("mcp/fake/" + bridge + "/" + request);
    }

    @Override
    public ToolResult call(CallKey key, ToolCall call) throws InterruptedException {
        calls.add(call);
        return switch (call) {
            case ToolCall.SendMessage(String message, var _) ->
                new ToolResult(true, message, Map.of("success", true, "echo", message));
            case ToolCall.Handoff _ -> {
                try {
                    String answer = handoffs.computeIfAbsent(key, _ -> new CompletableFuture<>())
                            .get();
                    yield new ToolResult(true, answer, Map.of("output", answer));
                } catch (ExecutionException e) {
                    throw new IllegalStateException(e);
                } catch (InterruptedException e) {
                    givenUp.add(key.value());
                    throw e;
                }
            }
            default -> ToolResult.refused("not here");
        };
    }

    @Override
    public String progress(CallKey key, ToolCall call) {
        return "is under way";
    }
}
