package dev.cao.run;

import dev.cao.domain.Address;
import dev.cao.domain.ProcessExit;
import java.util.concurrent.CompletableFuture;

/** What reaches a worker's thread from outside. */
sealed interface Signal {
    /** Its event log may have grown, or there may be something to deliver. */
    record Wake() implements Signal {}

    record Exited(String pane, ProcessExit exit) implements Signal {}

    /** {@code done} completes with what was done, or why nothing was, for whoever asked. */
    record Interrupt(Address by, String reason, CompletableFuture<Reply> done) implements Signal {}

    record Answer(Address by, String answer, CompletableFuture<Reply> done) implements Signal {}

    /** What the agent has said by now is read; {@code done} completes then. */
    record CatchUp(CompletableFuture<Boolean> done) implements Signal {}

    /** The thread ends; the session stays as it is. */
    record Leave() implements Signal {}

    /** What became of a request to a worker. */
    record Reply(boolean ok, String text) {}
}
