package dev.cao.mcp;

import dev.cao.io.LineReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * {@code cao mcp}: relays lines between an agent CLI's stdio and the run's orchestrator, where the MCP server is. It
 * outlives the orchestrator: what was not answered is asked for again when there is a new one.
 *
 * <p>Environment: CAO_CONTROL (the run's socket), CAO_TOKEN (whose agent this is), CAO_TOOL_LIMIT (seconds that the client
 * waits for a tool call, if it was configured), CAO_RECONNECT (seconds to wait for the orchestrator, default 600).
 */
public final class Bridge {
    private static final long RECONNECT_SECONDS = 600;
    /** What a client that closes its end at once, such as a pipe, still gets. */
    private static final long LAST_ANSWERS_MILLIS = 1_000;

    private Bridge() {}

    /** Relays until the client closes its end. Returns the exit status. */
    public static int run(Map<String, String> environment, InputStream in, OutputStream out) {
        ClientOutput client = new ClientOutput(out);
        Exchange exchange = new Exchange(client);
        String socket = environment.getOrDefault("CAO_CONTROL", "");
        if (socket.isEmpty()) {
            exchange.givenUp(
                    "cao: 'cao mcp' works inside of a worker of a run only: CAO_CONTROL is not set. Start agents"
                            + " with 'cao launch'; it gives them this server.");
        } else {
            Link link = new Link(
                    Path.of(socket),
                    environment.getOrDefault("CAO_TOKEN", ""),
                    name(),
                    seconds(environment, "CAO_TOOL_LIMIT", 0),
                    1000 * seconds(environment, "CAO_RECONNECT", RECONNECT_SECONDS),
                    exchange);
            Thread thread = new Thread(link, "link");
            thread.setDaemon(true);
            thread.start();
        }
        try {
            relay(in, exchange, client);
            exchange.awaitAnswers(LAST_ANSWERS_MILLIS);
        } catch (IOException _) {
            return 0;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private static void relay(InputStream in, Exchange exchange, ClientOutput client) throws IOException {
        LineReader reader = new LineReader(in);
        Optional<LineReader.Line> line = reader.next();
        while (line.isPresent()) {
            byte[] bytes = line.get().bytes();
            if (line.get().tooLong()) {
                client.error(
                        ClientMessage.of(bytes),
                        "cao: a message may have at most " + LineReader.MAX_BYTES
                                + " bytes; put a long text into a file and name the file");
            } else if (!new String(bytes, StandardCharsets.ISO_8859_1).isBlank()) {
                exchange.fromClient(bytes);
            }
            line = reader.next();
        }
    }

    private static String name() {
        byte[] random = new byte[12];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private static long seconds(Map<String, String> environment, String name, long otherwise) {
        try {
            return Math.max(1, Long.parseLong(environment.getOrDefault(name, "")));
        } catch (NumberFormatException _) {
            return otherwise;
        }
    }
}
