package dev.cao.run;

import dev.cao.io.ProcessTree;
import java.time.Duration;
import java.util.List;

/**
 * Processes of a run that left their agent's session and its terminal. They are known by the run's control socket, whose
 * path every worker has in its environment and hands down. One that cleared its environment as well is not found.
 */
public final class Strays {
    static final String MARK = "CAO_CONTROL";
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private Strays() {}

    /** Kills them at once. */
    public static void kill(RunSockets sockets) throws InterruptedException {
        ProcessTree.marked(MARK, sockets.control().socket().toString()).killAfter(Duration.ZERO);
    }

    /** Ends them, by SIGHUP and then by SIGKILL. Returns those that the kernel does not let go of. */
    static List<String> end(RunSockets sockets) throws InterruptedException {
        ProcessTree strays = ProcessTree.marked(MARK, sockets.control().socket().toString());
        strays.end(PATIENCE);
        return strays.living();
    }
}
