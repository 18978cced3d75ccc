package dev.cao.terminal;

import dev.cao.io.SocketPlace;
import java.nio.file.Path;

/** The conformance suite on tmux. */
final class TmuxRuntimeTest extends TerminalRuntimeConformance {
    @Override
    TerminalRuntime open(Path directory, TerminalRuntime.Listener listener) throws Exception {
        return TmuxRuntime.start(place(directory), listener);
    }

    static TmuxPlace place(Path directory) throws Exception {
        TmuxProgram tmux = TmuxProgram.find(System.getenv("PATH"));
        return new TmuxPlace(tmux, SocketPlace.in(directory, "tmux"), directory.resolve("terminal"), "test-run");
    }
}
