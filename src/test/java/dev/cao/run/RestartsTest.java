package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RestartsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private final Restarts restarts = new Restarts(3);

    @Test
    void theFirstStartAgainComesAtOnce() {
        die(1);

        assertThat(restarts.mayStart(NOW)).isTrue();
    }

    @Test
    void pausesDouble() {
        die(3);

        assertThat(restarts.mayStart(NOW)).isFalse();
        assertThat(restarts.next()).isEqualTo(NOW.plusSeconds(2));
    }

    @Test
    void noPauseIsLongerThanAMinute() {
        die(60);

        assertThat(restarts.mayStart(NOW)).isFalse();
        assertThat(restarts.next()).isEqualTo(NOW.plusSeconds(60));
    }

    @Test
    void itIsGivenUpAfterTheCapOfStartsAgain() {
        die(3);
        assertThat(restarts.exhausted()).isFalse();

        die(1);

        assertThat(restarts.exhausted()).isTrue();
    }

    @Test
    void aFinishedTaskForgivesWhatWasBefore() {
        die(4);

        restarts.finishedTask();

        assertThat(restarts.exhausted()).isFalse();
    }

    @Test
    void aCapOfNoneMeansNoStartAgain() {
        Restarts none = new Restarts(0);
        none.started();

        assertThat(none.exhausted()).isTrue();
    }

    private void die(int times) {
        for (int i = 0; i < times; i++) {
            restarts.started();
            restarts.ended(NOW);
        }
    }
}
