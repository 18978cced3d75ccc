package dev.cao.run;

import dev.cao.io.SocketPlace;
import dev.cao.terminal.TerminalRuntime;
import dev.cao.terminal.TmuxPlace;
import dev.cao.terminal.TmuxProgram;
import dev.cao.terminal.TmuxRuntime;
import java.nio.file.Path;
import java.util.Optional;

/** Terminals in tmux on this machine. */
public record TmuxTerminals(TmuxProgram tmux) implements Machine.Terminals {
    @Override
    public TerminalRuntime start(SocketPlace socket, Path folder, String label, TerminalRuntime.Listener listener)
            throws InterruptedException {
        return TmuxRuntime.start(new TmuxPlace(tmux, socket, folder, label), listener);
    }

    @Override
    public Optional<TerminalRuntime> connect(
            SocketPlace socket, Path folder, String label, TerminalRuntime.Listener listener)
            throws InterruptedException {
        return TmuxRuntime.lives(socket.socket())
                ? Optional.of(TmuxRuntime.connect(new TmuxPlace(tmux, socket, folder, label), listener))
                : Optional.empty();
    }
}
