package dev.cao.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.control.ControlRequest;
import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.io.StandardStream;
import dev.cao.run.RunLock;
import dev.cao.run.Runs;
import dev.cao.watch.Surroundings;
import dev.cao.watch.Watch;
import java.io.IOException;
import java.util.Optional;

/** Watches one run on the whole terminal. */
final class Watching implements Surroundings {
    private final Wiring wiring;
    private final Runs.Known run;
    private final Live live;

    Watching(Wiring wiring, Runs.Known run) {
        this.wiring = wiring;
        this.run = run;
        this.live = new Live(wiring.environment());
    }

    /**
     * Returns when the person leaves.
     *
     * @throws CaoException USAGE, if this is no terminal that can show it
     */
    ExitStatus watch(boolean colour) throws IOException, InterruptedException {
        boolean dumb = wiring.environment().getOrDefault("TERM", "dumb").equals("dumb");
        if (dumb || !StandardStream.INPUT.isTerminal() || !StandardStream.OUTPUT.isTerminal()) {
            throw new CaoException(
                    ExitStatus.USAGE,
                    "status --watch needs a terminal"
                            + (dumb ? ", and TERM names none that moves its cursor" : " on standard input and output"),
                    "'cao status %s' prints how the run stands, with --json for scripts.".formatted(run.run()));
        }
        return new Watch(run.directory(), this, wiring.time(), colour).run();
    }

    @Override
    public Optional<ObjectNode> ask(ControlRequest request) {
        return live.tryAsk(run, request);
    }

    @Override
    public void attach(String worker) throws IOException, InterruptedException {
        Runs.Known now = wiring.runs().find(run.run());
        int exit = Attachment.to(new Targets.Worker(now, worker)).open();
        if (exit != 0) {
            throw new CaoException(
                    ExitStatus.FAILED, "tmux could not attach to %s (exit code %d)".formatted(worker, exit), "");
        }
    }

    @Override
    public boolean alive() {
        return RunLock.isHeld(run.directory().lock());
    }
}
