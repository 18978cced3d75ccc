package dev.cao.watch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.control.ControlRequest;
import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * Asks the orchestrator to tell when a worker does something else, one request after the other, each only when
 * {@link #again} was called since: whoever draws decides how often. The request waits in the orchestrator; nothing is
 * polled.
 */
final class Teller implements Runnable {
    private final Surroundings surroundings;
    private final BlockingQueue<Happening> happenings;
    private final Semaphore asked = new Semaphore(0);

    Teller(Surroundings surroundings, BlockingQueue<Happening> happenings) {
        this.surroundings = surroundings;
        this.happenings = happenings;
    }

    /** Lets the next request go. */
    void again() {
        if (asked.availablePermits() == 0) {
            asked.release();
        }
    }

    @Override
    public void run() {
        long seen = -1;
        try {
            while (true) {
                asked.acquire();
                seen = ask(seen);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private long ask(long seen) {
        try {
            Optional<ObjectNode> reply = surroundings.ask(new ControlRequest.Follow(seen));
            if (reply.isPresent() && reply.get().has("workers")) {
                long version = reply.get().path("version").asLong();
                happenings.add(new Happening.Told(version, Live.read(reply.get())));
                return version;
            }
            happenings.add(new Happening.Untold(""));
        } catch (CaoException e) {
            happenings.add(new Happening.Untold(e.status() == ExitStatus.LOST ? "" : e.what()));
        }
        // The next orchestrator counts anew.
        return -1;
    }
}
