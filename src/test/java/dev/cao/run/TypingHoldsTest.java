package dev.cao.run;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cao.domain.WorkerName;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TypingHoldsTest {
    private static final WorkerName ANN = new WorkerName("ann");
    private static final WorkerName BOB = new WorkerName("bob");

    private final TypingHolds holds = new TypingHolds();

    @Test
    void aRequestWaitsUntilNothingIsTypedToItsWorker() throws Exception {
        holds.hold(ANN);
        Thread request = Thread.ofVirtual().start(() -> {
            try {
                holds.awaitRelease(ANN, Duration.ofDays(1));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        await().atMost(10, SECONDS).until(() -> request.getState() == Thread.State.TIMED_WAITING);

        holds.release(BOB);
        assertThat(request.isAlive()).isTrue();
        holds.release(ANN);

        assertThat(request.join(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void aRequestOfAnotherWorkerDoesNotWait() throws Exception {
        holds.hold(ANN);

        holds.awaitRelease(BOB, Duration.ofDays(1));
    }
}
