package dev.cao.standin;

import dev.cao.io.JsonReader;
import dev.cao.io.JsonText;
import dev.cao.io.ProcessFamily;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Calls cao's tools as agent CLIs do: over MCP, through one bridge that is started with the first call and ends with the
 * agent, because its input ends then. Used by one turn at a time.
 */
final class ToolClient {
    /** A handoff may take long, and nobody here grows impatient. */
    private static final Map<String, String> ENVIRONMENT = Map.of("CAO_TOOL_LIMIT", "86400");

    private final List<String> argv;
    private final Map<Long, CompletableFuture<Map<String, @Nullable Object>>> open = new ConcurrentHashMap<>();
    private @Nullable Process bridge;
    private long lastId;

    /** @param argv starts the bridge; empty when there is none */
    ToolClient(List<String> argv) {
        this.argv = argv;
    }

    /**
     * What a call brought.
     *
     * @param fields its structured result
     */
    record Result(String text, Map<?, ?> fields) {}

    Result call(String tool, Map<String, @Nullable Object> arguments) throws IOException, InterruptedException {
        if (argv.isEmpty()) {
            throw new IOException("there is no bridge: --mcp was not given");
        }
        if (bridge == null || !bridge.isAlive()) {
            start();
        }
        long id = ++lastId;
        try {
            return result(ask(id, "tools/call", Map.of("name", tool, "arguments", arguments)));
        } catch (InterruptedException e) {
            tell("notifications/cancelled", Map.of("requestId", id, "reason", "broken off"));
            throw e;
        }
    }

    private void start() throws IOException, InterruptedException {
        Process started = new ProcessFamily().start(argv, ENVIRONMENT);
        bridge = started;
        Thread.ofVirtual().name("tool-bridge").start(() -> read(started));
        Thread.ofVirtual().name("tool-bridge-errors").start(() -> drain(started));
        Map<String, Object> opening = Map.of(
                "protocolVersion",
                "2025-11-25",
                "capabilities",
                Map.of(),
                "clientInfo",
                Map.of("name", "cao-agent", "version", "1"));
        var _ = ask(++lastId, "initialize", opening);
        tell("notifications/initialized", Map.of());
    }

    private Map<String, @Nullable Object> ask(long id, String method, Map<String, ?> parameters)
            throws IOException, InterruptedException {
        CompletableFuture<Map<String, @Nullable Object>> answer = new CompletableFuture<>();
        open.put(id, answer);
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("jsonrpc", "2.0");
        message.put("id", id);
        message.put("method", method);
        message.put("params", parameters);
        try {
            send(message);
            if (bridge == null || !bridge.isAlive()) {
                // It may have gone before its reader could learn of this call.
                answer.completeExceptionally(new IOException("no answer"));
            }
            return answer.get();
        } catch (ExecutionException e) {
            throw new IOException("the bridge ended", e);
        } finally {
            open.remove(id);
        }
    }

    private void tell(String method, Map<String, ?> parameters) throws IOException {
        send(Map.of("jsonrpc", "2.0", "method", method, "params", parameters));
    }

    private void send(Map<String, ?> message) throws IOException {
        if (bridge != null) {
            OutputStream out = bridge.getOutputStream();
            out.write((JsonText.write(message) + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    private void read(Process from) {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(from.getInputStream(), StandardCharsets.UTF_8))) {
            String line = reader.readLine();
            while (line != null) {
                take(JsonText.readObject(line));
                line = reader.readLine();
            }
        } catch (IOException | JsonReader.Malformed _) {
            from.destroy();
        }
        open.values().forEach(call -> call.completeExceptionally(new IOException("no answer")));
    }

    private void take(Map<String, @Nullable Object> message) {
        if (message.get("id") instanceof Long id && open.get(id) != null) {
            open.get(id).complete(message);
        }
    }

    /** A full pipe would stop the bridge. */
    private static void drain(Process from) {
        try (var errors = from.getErrorStream()) {
            errors.transferTo(OutputStream.nullOutputStream());
        } catch (IOException _) {
            // It is gone.
            return;
        }
    }

    private static Result result(Map<String, @Nullable Object> answer) {
        if (!(answer.get("result") instanceof Map<?, ?> result)) {
            return new Result("ERROR: " + JsonText.write(answer.get("error")), Map.of());
        }
        StringBuilder text = new StringBuilder();
        if (result.get("content") instanceof List<?> parts) {
            for (Object part : parts) {
                text.append(text.isEmpty() ? "" : "\n").append(part instanceof Map<?, ?> map ? map.get("text") : "");
            }
        }
        return new Result(
                text.toString(), result.get("structuredContent") instanceof Map<?, ?> fields ? fields : Map.of());
    }
}
