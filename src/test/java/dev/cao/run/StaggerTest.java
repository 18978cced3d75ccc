package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cao.domain.WorkerName;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class StaggerTest {
    private final Stagger stagger = new Stagger(1);

    private CompletableFuture<String> entering(String worker) {
        CompletableFuture<String> entered = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                stagger.enter(new WorkerName(worker));
                entered.complete("in");
            } catch (InterruptedException _) {
                entered.complete("refused");
            }
        });
        return entered;
    }

    @Test
    void theNextOneComesUpWhenAnEarlierOneIsUp() throws Exception {
        assertThat(entering("a").get(5, TimeUnit.SECONDS)).isEqualTo("in");
        CompletableFuture<String> second = entering("b");
        assertThat(second).isNotDone();

        stagger.leave(new WorkerName("a"));

        assertThat(second).succeedsWithin(Duration.ofSeconds(5)).isEqualTo("in");
    }

    @Test
    void nobodyWhoWaitsIsStartedWhenTheRunEnds() throws Exception {
        assertThat(entering("a").get(5, TimeUnit.SECONDS)).isEqualTo("in");
        CompletableFuture<String> second = entering("b");

        stagger.close();

        assertThat(second).succeedsWithin(Duration.ofSeconds(5)).isEqualTo("refused");
        assertThatThrownBy(() -> stagger.enter(new WorkerName("c"))).isInstanceOf(InterruptedException.class);
    }
}
