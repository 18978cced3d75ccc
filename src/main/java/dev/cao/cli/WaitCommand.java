package dev.cao.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.control.ControlRequest;
import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.RunEvent;
import dev.cao.run.Runs;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Waits for the end of a run and exits as it did. */
@Command(
        name = "wait",
        description = "Wait for the end of a run, and exit with its exit code.",
        footer = {"", "124: --timeout passed, and the run goes on. 3: its orchestrator is lost."})
final class WaitCommand implements Callable<Integer> {
    private final Wiring wiring;

    @Mixin
    private final Output output;

    @Parameters(arity = "0..1", paramLabel = "RUN", description = "Default: the one that is live.")
    private Optional<String> run;

    @Option(names = "--timeout", paramLabel = "TIME", description = "Wait no longer than this: 90s, 45m, 2h.")
    private Optional<Duration> timeout;

    @Option(names = "--json", description = "Print state, exit and summary as JSON.")
    private boolean json;

    WaitCommand(Wiring wiring) {
        this.wiring = wiring;
        this.output = wiring.output();
    }

    @Override
    public Integer call() throws InterruptedException {
        Runs.Known known = new Targets(wiring.runs(), wiring.environment()).run(run);
        if (known.state().ended().isEmpty() && !awaitEnd(known)) {
            output.note("%s still runs after %s".formatted(known.run(), Durations.shown(timeout.orElseThrow())));
            return ExitStatus.TIME_LIMIT.code();
        }
        Runs.Known after = wiring.runs().find(known.run());
        RunEvent.RunEnded ended = after.state()
                .ended()
                .orElseThrow(() -> new CaoException(
                        ExitStatus.LOST,
                        "run %s was interrupted: its orchestrator is gone".formatted(known.run()),
                        "'cao logs %s' tells how far it came; 'cao stop %s' ends what it left."
                                .formatted(known.run(), known.run())));
        tell(known, ended);
        return ended.exit().code();
    }

    /** Returns false when the time passed before. */
    private boolean awaitEnd(Runs.Known known) throws InterruptedException {
        CompletableFuture<Optional<ObjectNode>> end = new CompletableFuture<>();
        Thread.ofVirtual().name("wait").start(() -> {
            try {
                end.complete(new Live(wiring.environment()).tryAsk(known, new ControlRequest.Wait()));
            } catch (CaoException e) {
                end.completeExceptionally(e);
            }
        });
        try {
            if (timeout.isPresent()) {
                end.get(timeout.get().toMillis(), TimeUnit.MILLISECONDS);
            } else {
                end.get();
            }
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CaoException told && told.status() != ExitStatus.LOST) {
                throw told;
            }
            return true; // it went away; the journal tells whether it ended in order
        }
    }

    private void tell(Runs.Known known, RunEvent.RunEnded ended) {
        if (json) {
            ObjectNode result = dev.cao.io.Json.object()
                    .put("id", known.run().value())
                    .put("state", ended.phase().wireName())
                    .put("exit", ended.exit().code())
                    .put("summary", ended.summary());
            output.print(dev.cao.io.Json.line(result));
        } else {
            output.print("%s: %s: %s".formatted(known.run(), ended.phase().wireName(), ended.summary()));
        }
    }
}
