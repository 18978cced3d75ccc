package dev.cao.mcp;

import dev.cao.io.JsonReader;
import dev.cao.io.JsonText;
import dev.cao.io.LineReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the exchange connected to the run's socket as long as the bridge lives: connects, carries what comes to the
 * client, and starts again when the orchestrator goes away.
 */
final class Link implements Runnable {
    /** So often a tenth of a second apart: a run that is resumed opens its socket before it has found its workers. */
    private static final int PATIENT_REFUSALS = 100;

    /** An agent waits this long for its tools at its start before it goes on without. */
    private static final long FIRST_MILLIS = 5_000;

    private final Path socket;
    private final String opening;
    private final long deadlineMillis;
    private final Exchange exchange;
    private String refusal = "";
    private boolean everLetIn;
    private int refusals;

    /** @param deadlineMillis how long an orchestrator that went away is waited for before calls are refused */
    Link(Path socket, String token, String bridge, long toolLimit, long deadlineMillis, Exchange exchange) {
        this.socket = socket;
        this.deadlineMillis = deadlineMillis;
        this.exchange = exchange;
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("v", 1);
        line.put("type", "mcp");
        line.put("token", token);
        line.put("bridge", bridge);
        if (toolLimit > 0) {
            line.put("limit", toolLimit);
        }
        this.opening = JsonText.write(line) + "\n";
    }

    @Override
    public void run() {
        long patience = Math.min(FIRST_MILLIS, deadlineMillis);
        try {
            while (true) {
                try (SocketChannel channel = connect(patience)) {
                    carry(channel);
                } catch (IOException _) {
                    // The orchestrator went away; the loop looks for the next one.
                    patience = deadlineMillis;
                }
                patience = deadlineMillis;
                exchange.disconnected();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns an open connection, whenever there is one. After the time given the client is refused meanwhile. */
    private SocketChannel connect(long patience) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience * 1_000_000;
        boolean givenUp = false;
        try (SocketArrival arrival = new SocketArrival(socket)) {
            while (true) {
                try {
                    return SocketChannel.open(UnixDomainSocketAddress.of(socket));
                } catch (IOException | IllegalArgumentException _) {
                    // Nobody is there yet.
                    if (!givenUp && System.nanoTime() >= deadline) {
                        givenUp = true;
                        exchange.givenUp(refusalText());
                    }
                }
                long left = (deadline - System.nanoTime()) / 1_000_000;
                arrival.await(givenUp ? Long.MAX_VALUE : left);
            }
        }
    }

    private String refusalText() {
        return refusal.isEmpty()
                ? "cao: the run's orchestrator does not answer on " + socket
                        + ". Nothing that was given is lost. Ask the user"
                        + " to run 'cao status --all' and 'cao resume', then try again."
                : "cao: " + refusal;
    }

    private void carry(SocketChannel channel) throws IOException, InterruptedException {
        LineReader in = new LineReader(Channels.newInputStream(channel), Integer.MAX_VALUE - 16);
        OutputStream out = Channels.newOutputStream(channel);
        out.write(opening.getBytes(StandardCharsets.UTF_8));
        out.flush();
        Optional<LineReader.Line> first = in.next();
        if (first.isEmpty()) {
            return;
        }
        refusal = refusal(first.get());
        if (!refusal.isEmpty()) {
            refused();
            return;
        }
        everLetIn = true;
        refusals = 0;
        exchange.connected(out);
        Optional<LineReader.Line> line = in.next();
        while (line.isPresent()) {
            exchange.fromServer(line.get().bytes());
            line = in.next();
        }
    }

    /** Returns why we are not let in; empty if we are. */
    private static String refusal(LineReader.Line line) {
        try {
            Map<String, @Nullable Object> reply = JsonText.readObject(new String(line.bytes(), StandardCharsets.UTF_8));
            return Boolean.TRUE.equals(reply.get("ok"))
                    ? ""
                    : String.valueOf(reply.get("error")) + ". " + String.valueOf(reply.get("advice"));
        } catch (JsonReader.Malformed _) {
            return "the orchestrator was not understood. Is it of another version of cao?";
        }
    }

    private void refused() throws InterruptedException {
        refusals++;
        boolean patient = everLetIn && refusals < PATIENT_REFUSALS;
        if (!patient) {
            exchange.givenUp(refusalText());
        }
        Thread.sleep(patient ? 100 : 1000);
    }
}
