package dev.cao.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.io.Json;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Tells a client from time to time that its call is under way: clients give up on a silent one (Claude Code over HTTP
 * after 300 s; progress every 10 s was enough). The thread it starts ends with {@link #close}.
 */
final class McpProgress implements AutoCloseable {
    private static final long EVERY_SECONDS = 10;

    private final CountDownLatch over = new CountDownLatch(1);

    private McpProgress() {}

    /** @param token from the request; progress is sent only to a client that gave one */
    static McpProgress start(JsonNode token, Supplier<String> words, McpOutbox outbox) {
        McpProgress progress = new McpProgress();
        if (token.isTextual() || token.isNumber()) {
            Thread.ofVirtual().name("mcp-progress").start(() -> progress.tell(token, words, outbox));
        }
        return progress;
    }

    private void tell(JsonNode token, Supplier<String> words, McpOutbox outbox) {
        try {
            for (int beat = 1; !over.await(EVERY_SECONDS, TimeUnit.SECONDS); beat++) {
                ObjectNode parameters = Json.object();
                parameters.set("progressToken", token);
                parameters.put("progress", beat).put("message", words.get());
                outbox.send(0, JsonRpc.notification("notifications/progress", parameters));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        over.countDown();
    }
}
