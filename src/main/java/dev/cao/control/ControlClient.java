package dev.cao.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.io.Json;
import dev.cao.io.LineReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** A connection to a run's socket. For one thread, one request after the other. */
public final class ControlClient implements AutoCloseable {
    private final SocketChannel channel;
    private final LineReader in;
    private final OutputStream out;
    private final String token;

    private ControlClient(SocketChannel channel, String token) {
        this.channel = channel;
        this.in = new LineReader(Channels.newInputStream(channel));
        this.out = Channels.newOutputStream(channel);
        this.token = token;
    }

    /**
     * Connects; empty when nobody serves the socket, because the run's orchestrator is not alive.
     *
     * @param token the secret of the worker that this process runs in; empty outside of any worker
     */
    public static Optional<ControlClient> connect(Path socket, String token) {
        try {
            SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
            return Optional.of(new ControlClient(channel, token));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /**
     * Sends a request and waits for its answer.
     *
     * @throws CaoException if it was refused, with the orchestrator's own words, or the orchestrator went away
     */
    public ObjectNode request(ControlRequest request) {
        ObjectNode json = request.toJson();
        if (!token.isEmpty()) {
            json.put("token", token);
        }
        Optional<String> line;
        try {
            out.write((Json.line(json) + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
            line = in.next().map(read -> new String(read.bytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw lost(e);
        }
        ObjectNode reply = Json.parseObject(line.orElseThrow(() -> lost(new IOException("end of stream"))));
        if (!reply.path("ok").asBoolean()) {
            throw new CaoException(
                    status(reply.path("exit").asInt()),
                    reply.path("error").asText(),
                    reply.path("advice").asText());
        }
        return reply;
    }

    private static CaoException lost(IOException cause) {
        return new CaoException(
                ExitStatus.LOST,
                "the run's orchestrator went away before it answered",
                "'cao status --all' tells how the run stands.",
                cause);
    }

    private static ExitStatus status(int code) {
        return Arrays.stream(ExitStatus.values())
                .filter(status -> status.code() == code)
                .findFirst()
                .orElse(ExitStatus.FAULT);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new CaoException(ExitStatus.FAULT, "cannot close a socket: " + e.getMessage(), "", e);
        }
    }
}
