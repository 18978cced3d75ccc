package dev.cao.mcp;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ExchangeTest {
    /** The process ends when the wait is over: an answer on its way then would be lost. */
    @Test
    void theEndWaitsUntilTheLastAnswerIsWritten() throws Exception {
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch mayWrite = new CountDownLatch(1);
        Exchange exchange = new Exchange(new ClientOutput(held(written, mayWrite)));
        exchange.connected(new ByteArrayOutputStream());
        exchange.fromClient(bytes("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"}"));
        Thread link = Thread.ofVirtual()
                .start(() -> exchange.fromServer(bytes("1 {\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{}}")));
        written.await();

        Thread end = Thread.ofPlatform().start(() -> {
            try {
                exchange.awaitAnswers(10_000);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });

        await().atMost(5, SECONDS)
                .until(() -> end.getState() == Thread.State.TIMED_WAITING || end.getState() == Thread.State.TERMINATED);
        assertThat(end.isAlive()).isTrue();
        mayWrite.countDown();
        link.join();
        end.join();
    }

    private static OutputStream held(CountDownLatch written, CountDownLatch mayWrite) {
        return new OutputStream() {
            @Override
            public void write(int b) {
                written.countDown();
                try {
                    mayWrite.await();
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            }
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
