package dev.cao.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.io.Json;
import dev.cao.io.LineReader;
import dev.cao.io.Reasons;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * The run's socket, mode 0600. Each connection carries many requests, one JSON object a line, each with an {@code id}
 * that its answer repeats; they are handled at once, each on a virtual thread of its own.
 */
public final class ControlServer implements AutoCloseable {
    private static final long ACCEPT_AGAIN_NANOS = 50_000_000;
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(1);

    private final Path socket;
    private final ServerSocketChannel server;
    private final ControlHandler handler;
    private final String cao;
    private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();
    private final Set<Thread> answering = ConcurrentHashMap.newKeySet();

    private ControlServer(Path socket, ServerSocketChannel server, ControlHandler handler, String cao) {
        this.socket = socket;
        this.server = server;
        this.handler = handler;
        this.cao = cao;
    }

    /**
     * Opens the socket and serves it until {@link #close}. A socket file that is there already is replaced: whoever may
     * call this holds the run's lock.
     *
     * @param cao the command that starts this very cao, for clients of another version
     * @throws CaoException if it cannot be opened
     */
    public static ControlServer open(Path socket, ControlHandler handler, String cao) {
        try {
            Files.deleteIfExists(socket);
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(socket));
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
            ControlServer control = new ControlServer(socket, server, handler, cao);
            Thread.ofVirtual().name("control-accept").start(control::accept);
            return control;
        } catch (IOException e) {
            throw new CaoException(
                    ExitStatus.USAGE,
                    "cannot open the socket %s: %s".formatted(socket, Reasons.of(e)),
                    "Its folder must be writable, and its path at most 103 bytes long; set TMPDIR to a short path.",
                    e);
        }
    }

    private void accept() {
        while (true) {
            try {
                SocketChannel connection = server.accept();
                connections.add(connection);
                Thread.ofVirtual().name("control-connection").start(() -> serve(connection));
            } catch (ClosedChannelException _) {
                return;
            } catch (IOException _) {
                // A client that vanished, or no descriptor is free, for which there is no event to wait for.
                LockSupport.parkNanos(ACCEPT_AGAIN_NANOS);
            }
        }
    }

    private void serve(SocketChannel connection) {
        try (connection) {
            LineReader in = new LineReader(Channels.newInputStream(connection));
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(connection));
            Optional<String> line = next(in);
            if (line.isPresent() && McpOpening.isOpening(line.get())) {
                serveMcp(line.get(), in, out);
                return;
            }
            while (line.isPresent()) {
                String request = line.get();
                Thread.ofVirtual().name("control-request").start(() -> answer(request, out));
                line = next(in);
            }
        } catch (IOException _) {
            // The client went away; its requests go on, their answers have no reader.
            return;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(connection);
        }
    }

    private static Optional<String> next(LineReader in) throws IOException {
        Optional<LineReader.Line> line = in.next();
        if (line.filter(LineReader.Line::tooLong).isPresent()) {
            throw new IOException("a line of more than " + LineReader.MAX_BYTES + " bytes");
        }
        return line.map(read -> new String(read.bytes(), StandardCharsets.UTF_8));
    }

    /** The connection is a bridge's: after one line each way it carries MCP. */
    private void serveMcp(String line, LineReader in, OutputStream out) throws IOException, InterruptedException {
        ObjectNode json = Json.parseObject(line);
        ObjectNode reply;
        Optional<McpTools> tools = Optional.empty();
        try {
            refuseOtherVersion(
                    json,
                    "This agent was started by another cao than '%s', which leads the run now. Ask the user to quit this"
                                    .formatted(cao)
                            + " agent in its pane: cao starts it again, with tools of the right version.");
            tools = Optional.of(handler.mcp(json.path("token").asText()));
            reply = Json.object().put("ok", true);
        } catch (CaoException e) {
            reply = refusal(e);
        }
        out.write((Json.line(reply) + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        if (tools.isPresent()) {
            McpOpening opening = McpOpening.of(json);
            new McpSession(tools.get(), opening.bridge(), opening.limit(), out).serve(in);
        }
    }

    private void answer(String line, OutputStream out) {
        answering.add(Thread.currentThread());
        ObjectNode reply = replyTo(line);
        byte[] bytes = (Json.line(reply) + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            synchronized (out) {
                out.write(bytes);
                out.flush();
            }
        } catch (IOException _) {
            // The client did not wait for its answer.
            return;
        } finally {
            answering.remove(Thread.currentThread());
        }
    }

    private ObjectNode replyTo(String line) {
        ObjectNode json;
        try {
            json = Json.parseObject(line);
        } catch (Json.NotJsonException e) {
            return refusal(new CaoException(ExitStatus.USAGE, "unreadable request: " + e.getMessage(), ""));
        }
        ObjectNode reply = reply(json);
        if (json.has("id")) {
            reply.set("id", json.get("id"));
        }
        return reply;
    }

    private ObjectNode reply(ObjectNode json) {
        try {
            refuseOtherVersion(json, useThatCao());
        } catch (CaoException e) {
            return refusal(e);
        }
        Optional<ControlRequest> request = ControlRequest.parse(json);
        if (request.isEmpty()) {
            return refusal(new CaoException(
                    ExitStatus.USAGE,
                    "this run does not know the request '%s'"
                            .formatted(json.path("type").asText()),
                    useThatCao()));
        }
        try {
            return handler.handle(json.path("token").asText(), request.get()).put("ok", true);
        } catch (CaoException e) {
            return refusal(e);
        } catch (InterruptedException _) {
            return refusal(new CaoException(ExitStatus.LOST, "the run is ending", ""));
        } catch (RuntimeException e) {
            return refusal(new CaoException(
                    ExitStatus.FAULT, "a fault in cao: " + e, "Please report it with the run's orchestrator.log.", e));
        }
    }

    private String useThatCao() {
        return "It is led by another cao than this one. Run '%s' with the same words, or stop and start the run."
                .formatted(cao);
    }

    private void refuseOtherVersion(ObjectNode json, String advice) {
        int version = json.path("v").asInt();
        if (version != ControlRequest.VERSION) {
            throw new CaoException(
                    ExitStatus.USAGE,
                    "this run speaks protocol %d, the client %d".formatted(ControlRequest.VERSION, version),
                    advice);
        }
    }

    private static ObjectNode refusal(CaoException why) {
        return Json.object()
                .put("ok", false)
                .put("error", why.what())
                .put("advice", why.advice())
                .put("exit", why.status().code());
    }

    /** Stops serving and removes the socket. Answers that are under way get a second to reach their clients. */
    @Override
    public void close() {
        try {
            server.close();
            for (Thread thread : answering) {
                boolean _ = thread.join(LAST_ANSWERS);
            }
            for (SocketChannel connection : connections) {
                connection.close();
            }
            Files.deleteIfExists(socket);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new CaoException(
                    ExitStatus.LOST, "cannot close the socket %s: %s".formatted(socket, Reasons.of(e)), "", e);
        }
    }
}
