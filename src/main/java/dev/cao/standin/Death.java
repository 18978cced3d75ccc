package dev.cao.standin;

import dev.cao.io.Subprocess;
import dev.cao.io.Tty;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** Ends the program on the spot, as a crash does: no last event. Only the terminal is given back, and no child is left. */
final class Death {
    private final CommandRunner runner;
    private volatile Optional<Tty> tty = Optional.empty();

    Death(CommandRunner runner) {
        this.runner = runner;
    }

    void restores(Optional<Tty> terminal) {
        tty = terminal;
    }

    /** Does not return. */
    void die(Manners.Crash crash) throws InterruptedException {
        runner.kill();
        Optional<Tty> terminal = tty;
        if (terminal.isPresent()) {
            terminal.get().restore();
        }
        if (crash.signal().isEmpty()) {
            Runtime.getRuntime().halt(crash.exitCode());
        }
        if (!crash.signal().equals("KILL")) {
            Signal.handle(new Signal(crash.signal()), SignalHandler.SIG_DFL);
        }
        try {
            String self = Long.toString(ProcessHandle.current().pid());
            List<String> kill = List.of("kill", "-s", crash.signal(), self);
            Subprocess.run(kill, Path.of("."), Map.of(), "", Duration.ofSeconds(2));
        } catch (IOException _) {
            // Without a kill command the exit code must do.
        }
        Runtime.getRuntime().halt(1);
    }
}
