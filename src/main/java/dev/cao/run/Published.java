package dev.cao.run;

import dev.cao.agent.LiveStatus;
import dev.cao.domain.WorkerName;

/** What one session tells others that it does. Its thread writes; any thread reads. */
final class Published {
    private final WorkerName worker;
    private final StatusBoard board;
    private volatile LiveStatus now;

    Published(WorkerName worker, StatusBoard board, LiveStatus first) {
        this.worker = worker;
        this.board = board;
        this.now = first;
        board.publish(worker, first);
    }

    void is(LiveStatus status) {
        now = status;
        board.publish(worker, status);
    }

    LiveStatus now() {
        return now;
    }
}
