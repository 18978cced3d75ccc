package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.agent.LiveStatus;
import dev.cao.domain.AgentStatus;
import dev.cao.domain.WorkerName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class StatusBoardTest {
    private static final WorkerName WORKER = new WorkerName("one");

    private final StatusBoard board = new StatusBoard();

    private static LiveStatus status(AgentStatus status) {
        return new LiveStatus(status, "", List.of(new LiveStatus.Evidence("it said so", Instant.EPOCH)));
    }

    private CompletableFuture<Optional<StatusBoard.View>> following(long seen) {
        CompletableFuture<Optional<StatusBoard.View>> view = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                view.complete(board.after(seen));
            } catch (InterruptedException e) {
                view.completeExceptionally(e);
            }
        });
        return view;
    }

    @Test
    void whoHasSeenNothingIsAnsweredAtOnce() throws Exception {
        assertThat(board.after(-1)).contains(new StatusBoard.View(0, java.util.Map.of()));
    }

    @Test
    void changeAnswersThoseWhoWaitForIt() throws Exception {
        board.publish(WORKER, status(AgentStatus.IDLE));
        long seen = board.after(-1).orElseThrow().version();
        var view = following(seen);

        board.publish(WORKER, status(AgentStatus.IDLE));
        assertThat(view).isNotDone();
        board.publish(WORKER, status(AgentStatus.WORKING));

        assertThat(view.get(10, TimeUnit.SECONDS).orElseThrow().statuses())
                .containsEntry(WORKER, status(AgentStatus.WORKING));
    }

    @Test
    void endAnswersThoseWhoWait() throws Exception {
        var view = following(0);

        board.close();

        assertThat(view.get(10, TimeUnit.SECONDS)).isEmpty();
        assertThat(board.after(-1)).isEmpty();
    }
}
