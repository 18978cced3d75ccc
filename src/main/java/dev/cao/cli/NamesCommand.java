package dev.cao.cli;

import dev.cao.run.Runs;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints names for completion in a shell. */
@Command(name = "names", hidden = true, description = "Print the names of live runs and their workers.")
final class NamesCommand implements Callable<Integer> {
    private final Wiring wiring;

    @Mixin
    private final Output output;

    @Option(names = "--runs", description = "Runs, also those that are over.")
    private boolean runsOnly;

    NamesCommand(Wiring wiring) {
        this.wiring = wiring;
        this.output = wiring.output();
    }

    @Override
    public Integer call() {
        Runs runs = wiring.runs();
        if (runsOnly) {
            runs.names().forEach(run -> output.print(run.value()));
            return 0;
        }
        List<Runs.Known> alive = runs.alive();
        for (Runs.Known run : alive) {
            for (String worker : Targets.sessions(run)) {
                output.print(run.run() + "/" + worker);
                if (alive.size() == 1) {
                    output.print(worker);
                }
            }
        }
        return 0;
    }
}
