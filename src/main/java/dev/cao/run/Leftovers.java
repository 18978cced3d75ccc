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

    /**
     * What was done.
     *
     * @param sessions whether there were any
     * @param left the processes that could not be ended, for people
     */
    public record Cleared(boolean sessions, List<String> left) {
        public Cleared {
            left = List.copyOf(left);
        }
    }

    /** Ends the sessions and whatever else belongs to the run, and removes the sockets. */
    public static Cleared clear(RunDirectory directory, Machine.Terminals terminals) throws InterruptedException {
        Optional<RunSockets> sockets = RunSockets.find(directory);
        if (sockets.isEmpty()) {
            return new Cleared(false, List.of());
        }
        Optional<TerminalRuntime> terminal = terminals.connect(
                sockets.get().tmux(), directory.terminal(), directory.run().value(), new Nobody());
        if (terminal.isPresent()) {
            terminal.get().shutdown();
            terminal.get().close();
        }
        List<String> left = Strays.end(directory, sockets.get());
        sockets.get().remove();
        GuestFiles.removeAll(directory);
        return new Cleared(terminal.isPresent(), left);
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
