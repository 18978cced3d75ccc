package dev.cao.control;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.cao.io.LineReader;
import java.io.ByteArrayOutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class McpSessionTest {
    private final McpTools tools = mock(McpTools.class);
    private final ByteArrayOutputStream answers = new ByteArrayOutputStream();
    private final PipedOutputStream client = new PipedOutputStream();
    private Thread session;

    @BeforeEach
    void serve() throws Exception {
        LineReader in = new LineReader(new PipedInputStream(client));
        McpSession serving = new McpSession(tools, "bridge", Optional.empty(), answers);
        session = Thread.ofVirtual().start(() -> {
            try {
                serving.serve(in);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @AfterEach
    void leave() throws Exception {
        client.close();
        session.join();
    }

    private void says(String line) throws Exception {
        client.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        client.flush();
    }

    /** What comes behind a message is read after it, so that the answer to a ping tells that the list was read. */
    @Test
    void aClientForWhichSomebodyWaitsIsAskedForASignBehindItsTools() throws Exception {
        when(tools.awaitsListing()).thenReturn(true);

        says("1 {\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}");
        await().atMost(10, SECONDS)
                .until(() -> answers.toString(StandardCharsets.UTF_8).contains("ping"));
        assertThat(answers.toString(StandardCharsets.UTF_8).lines().toList().getFirst())
                .contains("\"tools\"");
        says("2 {\"jsonrpc\":\"2.0\",\"id\":\"cao-listed\",\"result\":{}}");

        verify(tools, timeout(10_000)).listed();
    }

    @Test
    void nobodyElseIsAsked() throws Exception {
        says("1 {\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}");
        says("2 {\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"ping\"}");
        await().atMost(10, SECONDS)
                .until(() -> answers.toString(StandardCharsets.UTF_8).lines().count() == 2);
        leave();

        assertThat(answers.toString(StandardCharsets.UTF_8)).doesNotContain("cao-listed");
    }
}
