package dev.cao.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.control.ControlRequest;
import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.RunOutcome;
import dev.cao.run.Leftovers;
import dev.cao.run.Runs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Ends runs. */
@Command(name = "stop", description = "End runs, and close what an interrupted or a kept run has left open.")
final class StopCommand implements Callable<Integer> {
    private final Wiring wiring;

    @Mixin
    private final Output output;

    @Parameters(arity = "0..*", paramLabel = "RUN", description = "Default: the one that is live.")
    private List<String> named = new ArrayList<>();

    @Option(names = "--all", description = "Every run that is live or has left something open.")
    private boolean all;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Kept in the run's journal.")
    private String reason = "stopped by cao stop";

    StopCommand(Wiring wiring) {
        this.wiring = wiring;
        this.output = wiring.output();
    }

    @Override
    public Integer call() throws InterruptedException {
        Runs runs = wiring.runs();
        Targets targets = new Targets(runs, wiring.environment());
        List<Runs.Known> chosen = new ArrayList<>();
        if (all) {
            runs.all().stream().filter(StopCommand::hasSomethingLeft).forEach(chosen::add);
        } else if (named.isEmpty()) {
            chosen.add(targets.run(Optional.empty()));
        } else {
            named.forEach(name -> chosen.add(targets.run(Optional.of(name))));
        }
        for (Runs.Known run : chosen) {
            output.print(stop(run));
        }
        if (chosen.isEmpty()) {
            output.note("no run is live, and none has left anything open");
        }
        return 0;
    }

    private String stop(Runs.Known run) throws InterruptedException {
        Live live = new Live(wiring.environment());
        try {
            Optional<ObjectNode> reply =
                    run.alive() ? live.tryAsk(run, new ControlRequest.Stop(reason)) : Optional.empty();
            if (reply.isPresent()) {
                List<String> left = new ArrayList<>();
                reply.get().path("left").forEach(process -> left.add(process.asText()));
                return "%s: stopped%s".formatted(run.run(), left.isEmpty() ? "" : "." + RunOutcome.named(left));
            }
        } catch (CaoException e) {
            if (e.status() != ExitStatus.LOST) {
                throw e;
            }
            // It went away while it was asked: what is left is looked at below.
        }
        return new Remains(run.directory(), wiring).end(reason);
    }

    private static boolean hasSomethingLeft(Runs.Known run) {
        return run.alive() || run.state().ended().isEmpty() || Leftovers.seen(run.directory());
    }
}
