package dev.cao.terminal;

import dev.cao.io.ProcessTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** How to reach a run's tmux server, and what is set up in it. Immutable. */
final class TmuxServer {
    /**
     * The session that control clients attach to. Its program is over: it costs no process, and its kept pane never ends
     * again. It is no worker's.
     */
    static final String KEEPER = "cao";

    /** What a hook prints into the control client when a program ended. */
    static final String EXIT_NOTICE = "cao-exit";

    /**
     * Sent once by each control client; answers with the server's process id. The hook tells of ends at once. The
     * subscription tells within a second (tmux checks it once a second) whatever else happens to panes, and of an end
     * that tmux has not collected and so runs no hook for. Both only say "look".
     */
    static final String SET_UP = "display-message -p '#{pid}'"
            + " ; set-hook -g pane-died 'display-message -p " + EXIT_NOTICE + "'"
            + " ; refresh-client -B 'panes::#{S:#{W:#{P:#{pane_id}=#{pane_pid}:#{pane_dead}:#{pane_dead_status}"
            + ":#{pane_dead_signal} }}}'";

    private static final String SYSTEM_PATH = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin";

    private final TmuxPlace place;

    TmuxServer(TmuxPlace place) {
        this.place = place;
    }

    Path socket() {
        return place.socket().socket();
    }

    /** Attaches a control client; with {@code create} the server is started if none is there. */
    ControlConnection open(boolean create, Consumer<String> notices, Runnable onEnd)
            throws ConnectionLostException, InterruptedException {
        List<String> start = create ? List.of("-f", place.configFile().toString()) : List.of("-N");
        List<String> argv = new ArrayList<>(List.of(place.tmux().path().toString(), "-u", "-C"));
        argv.addAll(List.of("-S", socket().toString()));
        argv.addAll(start);
        argv.addAll(List.of("new-session", "-A", "-s", KEEPER, "-f", "no-output,ignore-size", "-c", "/"));
        argv.addAll(List.of("-x", "80", "-y", "24", ":"));
        ProcessBuilder client = new ProcessBuilder(argv).directory(Path.of("/").toFile());
        Map<String, String> environment = client.environment();
        // The first client's environment becomes the server's and so every pane's: it holds nothing of ours, and no
        // TMUX, with which tmux would refuse to nest.
        environment.clear();
        environment.putAll(Map.of("PATH", SYSTEM_PATH, "SHELL", "/bin/sh", "LC_ALL", "C.UTF-8"));
        return ControlConnection.open(client, notices, onEnd);
    }

    void recreateSocket(long serverPid) throws InterruptedException {
        ProcessTree.signal(serverPid, "USR1");
    }

    List<String> attachCommand(Session session) {
        return List.of(
                "env",
                "-u",
                "TMUX",
                place.tmux().path().toString(),
                "-S",
                socket().toString(),
                "attach-session",
                "-t",
                session.pane());
    }
}
