package dev.cao.mcp;

import dev.cao.io.LineReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code cao mcp --train FOLDER}: takes the bridge and the hook once along the path that they usually go, for the class
 * cache of their own that they start with. A process for each agent, and one for each event, must not carry what the
 * commands need.
 */
public final class BridgeTraining implements Runnable {
    private static final String CLIENT = """
            {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25"}}
            {"jsonrpc":"2.0","method":"notifications/initialized"}
            {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"list_workers"}}
            {"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":7}}
            """;

    private final ServerSocketChannel server;

    private BridgeTraining(ServerSocketChannel server) {
        this.server = server;
    }

    public static int run(Path folder) throws IOException {
        Path socket = folder.resolve("socket");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            Thread thread = new Thread(new BridgeTraining(server), "server");
            thread.setDaemon(true);
            thread.start();
            Map<String, String> environment = Map.of(
                    "CAO_CONTROL", socket.toString(),
                    "CAO_TOKEN", "train",
                    "CAO_SPOOL", folder.resolve("spool").toString());
            Hook.run(List.of("Stop"), environment, input("{\"session_id\":\"train\"}"));
            return Bridge.run(environment, input(CLIENT), OutputStream.nullOutputStream());
        } finally {
            Files.deleteIfExists(socket);
        }
    }

    private static InputStream input(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void run() {
        try {
            while (true) {
                serve(server.accept());
            }
        } catch (IOException _) {
            return;
        }
    }

    private static void serve(SocketChannel connection) throws IOException {
        try (connection) {
            LineReader in = new LineReader(Channels.newInputStream(connection));
            OutputStream out = Channels.newOutputStream(connection);
            Optional<LineReader.Line> line = in.next();
            String answer = "{\"ok\":true}\n";
            while (line.isPresent()) {
                out.write(answer.getBytes(StandardCharsets.UTF_8));
                line = in.next();
                String number =
                        line.isPresent() ? String.valueOf((char) line.get().bytes()[0]) : "0";
                answer = number + " {\"jsonrpc\":\"2.0\",\"id\":0,\"result\":{}}\n";
            }
        }
    }
}
