package dev.cao.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.control.ControlClient;
import dev.cao.control.ControlRequest;
import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.run.RunSockets;
import dev.cao.run.Runs;
import dev.cao.run.StatusDocument;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Speaks with the orchestrators of live runs. Inside of a worker with that worker's token, and so with its rights. */
final class Live {
    private final String token;

    Live(Map<String, String> environment) {
        this.token = environment.getOrDefault("CAO_TOKEN", "");
    }

    /**
     * Asks the run's orchestrator.
     *
     * @throws CaoException with its own words if it refuses; LOST if it went away; FAILED if the run is over
     */
    ObjectNode ask(Runs.Known run, ControlRequest request) {
        return tryAsk(run, request).orElseThrow(() -> over(run));
    }

    /** As {@link #ask}; empty when no orchestrator answers. */
    Optional<ObjectNode> tryAsk(Runs.Known run, ControlRequest request) {
        return RunSockets.find(run.directory())
                .flatMap(sockets -> ControlClient.connect(sockets.control().socket(), token))
                .map(client -> {
                    try (client) {
                        ObjectNode reply = client.request(request);
                        reply.remove("ok");
                        return reply;
                    }
                });
    }

    /** Returns the status document of the run: what its orchestrator says, else what its journal tells. */
    ObjectNode status(Runs.Known run, Instant now) {
        Optional<ObjectNode> live = Optional.empty();
        if (run.alive()) {
            try {
                live = tryAsk(run, new ControlRequest.Status());
            } catch (CaoException e) {
                if (e.status() != ExitStatus.LOST) {
                    throw e;
                }
                // It ended while it was asked; the journal knows how.
            }
        }
        return live.orElseGet(() -> StatusDocument.of(run.state(), run.alive(), Map.of(), now));
    }

    private static CaoException over(Runs.Known run) {
        return run.state()
                .ended()
                .map(ended -> new CaoException(
                        ExitStatus.FAILED,
                        "run %s is over (%s)".formatted(run.run(), ended.phase().wireName()),
                        "'cao logs %s --answers' prints what it brought.".formatted(run.run())))
                .orElseGet(() -> new CaoException(
                        ExitStatus.LOST,
                        "the orchestrator of run %s does not answer".formatted(run.run()),
                        run.alive()
                                ? "It is just starting or ending; try again."
                                : "It died. 'cao stop %s' ends what it left.".formatted(run.run())));
    }
}
