package dev.cao.watch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.control.ControlRequest;
import java.io.IOException;
import java.util.Optional;

/** What the watch needs of the command that started it. */
public interface Surroundings {
    /**
     * Asks the run's orchestrator; empty when none answers.
     *
     * @throws dev.cao.domain.CaoException if it refuses, or goes away while it is asked
     */
    Optional<ObjectNode> ask(ControlRequest request);

    /**
     * Gives this terminal to the session of a worker until the person leaves it.
     *
     * @throws dev.cao.domain.CaoException if it has none
     */
    void attach(String worker) throws IOException, InterruptedException;

    /** Tells whether the run's orchestrator lives. */
    boolean alive();
}
