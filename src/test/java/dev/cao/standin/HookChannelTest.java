package dev.cao.standin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.io.JsonText;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
final class HookChannelTest {
    @TempDir
    private Path folder;

    private final Mailbox mailbox = new Mailbox();
    private @Nullable HookChannel channel;
    private @Nullable Server server;

    @AfterEach
    void close() throws Exception {
        if (channel != null) {
            channel.close(0);
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void eventGoesWithTheToken() throws Exception {
        Server control = serve();
        start().tell("{\"event\":\"ready\"}");

        assertThat(control.read())
                .isEqualTo(Map.of(
                        "v", 1L, "id", 1L, "type", "hook", "token", "secret", "event", Map.of("event", "ready")));
    }

    @Test
    void answersFindTheirRequestInAnyOrder() throws Exception {
        Server control = serve();
        HookChannel started = start();
        started.tell("{\"event\":\"ready\"}");
        started.ask("{\"event\":\"permission_request\"}", "r1");
        control.read();
        control.read();

        control.write("{\"ok\":true,\"id\":2,\"reply\":{\"decision\":\"allow\"}}");
        control.write("{\"ok\":true,\"id\":1}");

        assertThat(next()).isEqualTo(new Happening.Replied("r1", Map.of("decision", "allow")));
    }

    @Test
    void answersWithoutIdComeInOrder() throws Exception {
        Server control = serve();
        HookChannel started = start();
        started.tell("{\"event\":\"ready\"}");
        started.ask("{\"event\":\"question\"}", "r1");
        control.read();
        control.read();

        control.write("{\"ok\":true}");
        control.write("{\"ok\":true,\"reply\":{\"answer\":\"B\"}}");

        assertThat(next()).isEqualTo(new Happening.Replied("r1", Map.of("answer", "B")));
    }

    @Test
    void requestIsAnsweredAtOnceWhereNobodyListens() throws Exception {
        start().ask("{\"event\":\"permission_request\"}", "r1");

        assertThat(next()).isEqualTo(new Happening.Replied("r1", null));
    }

    @Test
    void lostConnectionAnswersWhoWaits() throws Exception {
        Server control = serve();
        start().ask("{\"event\":\"permission_request\"}", "r1");
        control.read();

        control.close();

        assertThat(next()).isEqualTo(new Happening.Replied("r1", null));
    }

    @Test
    void nextEventFindsANewServer() throws Exception {
        Server first = serve();
        HookChannel started = start();
        started.ask("{\"event\":\"question\"}", "r1");
        first.read();
        first.close();
        assertThat(next()).isEqualTo(new Happening.Replied("r1", null));

        Server second = serve();
        started.tell("{\"event\":\"ready\"}");

        assertThat(second.read()).containsEntry("event", Map.of("event", "ready"));
    }

    private HookChannel start() {
        HookChannel started = new HookChannel(folder.resolve("s"), "secret", mailbox);
        channel = started;
        started.start();
        return started;
    }

    private Server serve() throws IOException {
        Server control = new Server(folder.resolve("s"));
        server = control;
        return control;
    }

    private @Nullable Happening next() throws InterruptedException {
        return mailbox.next(15_000_000_000L);
    }

    /** One connection at a time, by hand. */
    private static final class Server {
        private final ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        private final Path path;
        private @Nullable SocketChannel client;
        private @Nullable BufferedReader lines;

        Server(Path path) throws IOException {
            this.path = path;
            socket.bind(UnixDomainSocketAddress.of(path));
        }

        Map<String, @Nullable Object> read() throws IOException {
            BufferedReader from = lines;
            if (from == null) {
                SocketChannel accepted = socket.accept();
                client = accepted;
                from = new BufferedReader(Channels.newReader(accepted, StandardCharsets.UTF_8));
                lines = from;
            }
            String line = from.readLine();
            assertThat(line).isNotNull();
            return JsonText.readObject(line);
        }

        void write(String line) throws IOException {
            SocketChannel to = client;
            assertThat(to).isNotNull();
            to.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
        }

        void close() throws IOException {
            socket.close();
            if (client != null) {
                client.close();
            }
            Files.deleteIfExists(path);
        }
    }
}
