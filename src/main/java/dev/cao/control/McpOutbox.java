package dev.cao.control;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cao.io.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Lines on their way to a bridge, written by a thread of its own: threads that carry calls out are interrupted when a call
 * is cancelled, and an interrupt in a write would close the connection. Safe for many threads.
 */
final class McpOutbox {
    private static final byte[] END = new byte[0];

    private final BlockingQueue<byte[]> lines = new LinkedBlockingQueue<>();
    private final OutputStream out;
    private final Thread writer;

    McpOutbox(OutputStream out) {
        this.out = out;
        this.writer = Thread.ofVirtual().name("mcp-outbox").start(this::write);
    }

    /** @param request the number of the client's line that this answers; 0: none */
    void send(long request, JsonNode message) {
        lines.add((request + " " + Json.line(message) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private void write() {
        try {
            byte[] line = lines.take();
            while (line.length > 0) {
                out.write(line);
                if (lines.isEmpty()) {
                    out.flush();
                }
                line = lines.take();
            }
        } catch (IOException _) {
            // The bridge is gone; it asks again for what it did not get.
            return;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes what is waiting and ends. */
    void close() throws InterruptedException {
        lines.add(END);
        writer.join();
    }
}
