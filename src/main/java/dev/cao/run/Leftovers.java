package dev.cao.run;

import dev.cao.domain.ProcessExit;
import dev.cao.terminal.Session;
import dev.cao.terminal.TerminalRuntime;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/** What stays of a run whose orchestrator is gone: sessions and sockets. The caller holds the run's lock. */
public final class Leftovers {
    private Leftovers() {}

    /** Tells whether a run seems to have left something open. */
    public static boolean seen(RunDirectory directory) {
        return RunSockets.find(directory)
                .filter(sockets -> Files.exists(sockets.tmux().socket()))
                .isPresent();
    }

    /** Ends the sessions and removes the sockets. Returns whether there were sessions. */
    public static boolean clear(RunDirectory directory, Machine.Terminals terminals) throws InterruptedException {
        Optional<RunSockets> sockets = RunSockets.find(directory);
        if (sockets.isEmpty()) {
            return false;
        }
        Optional<TerminalRuntime> terminal = terminals.connect(
                sockets.get().tmux(), directory.terminal(), directory.run().value(), new Nobody());
        if (terminal.isPresent()) {
            terminal.get().shutdown();
            terminal.get().close();
        }
        List<String> _ = Strays.end(sockets.get());
        sockets.get().remove();
        GuestFiles.removeAll(directory);
        return terminal.isPresent();
    }

    /** Needs to be told of no end: all are ended on purpose. */
    private static final class Nobody implements TerminalRuntime.Listener {
        @Override
        public void exited(Session session, ProcessExit exit) {
            // Expected.
        }

        @Override
        public void lost(String why) {
            // Expected.
        }
    }
}
