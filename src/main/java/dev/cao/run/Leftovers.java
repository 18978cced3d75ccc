package dev.cao.run;

import dev.cao.terminal.TerminalRuntime;
import java.util.Optional;

/** What stays of a run whose orchestrator died between the last entry of the journal and the end of its sessions. */
final class Leftovers {
    private Leftovers() {}

    /** Ends the sessions that an ended run left, unless they were to be kept. */
    static void clear(RunDirectory directory, RunPlan plan, Machine machine) throws InterruptedException {
        Optional<RunSockets> sockets = plan.options().keep() ? Optional.empty() : RunSockets.find(directory);
        if (sockets.isEmpty()) {
            return;
        }
        WorkerCrew nobody = new WorkerCrew(_ -> {
            // It is ended here; there is nothing to be told.
        });
        Optional<TerminalRuntime> terminal = machine.terminals()
                .connect(sockets.get().tmux(), directory.terminal(), plan.run().value(), nobody);
        if (terminal.isPresent()) {
            terminal.get().shutdown();
            terminal.get().close();
        }
        sockets.get().remove();
    }
}
