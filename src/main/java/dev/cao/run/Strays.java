package dev.cao.run;

import dev.cao.agent.LaunchRequest;
import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.WorkerName;
import dev.cao.io.ControlGroup;
import dev.cao.io.ProcessTree;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Processes of a run that left their agent's session and its terminal. They are known by the run's control socket, whose
 * path every worker has in its environment and hands down, and by the run's control group, where there is one. Without such
 * a group, one that cleared its environment as well is not found.
 */
public final class Strays {
    static final String MARK = "CAO_CONTROL";
    static final String WORKER = "CAO_WORKER";
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** One that starts others while it is killed may have to be looked for again; the group needs no second time. */
    private static final int LOOKS = 3;

    private Strays() {}

    /** Kills them at once. */
    public static void kill(RunDirectory directory, RunSockets sockets) throws InterruptedException {
        RunGroup.find(directory).ifPresent(ControlGroup::kill);
        find(directory, sockets).killAfter(Duration.ZERO);
        remove(RunGroup.find(directory));
    }

    /** Ends them, by SIGHUP and then by SIGKILL. Returns those that the kernel does not let go of. */
    static List<String> end(RunDirectory directory, RunSockets sockets) throws InterruptedException {
        find(directory, sockets).end(PATIENCE);
        Optional<ControlGroup> group = RunGroup.find(directory);
        group.ifPresent(ControlGroup::kill);
        ProcessTree left = find(directory, sockets);
        for (int look = 1; look < LOOKS && left.isAlive(); look++) {
            left.killAfter(Duration.ZERO);
            left = find(directory, sockets);
        }
        remove(group);
        return left.living();
    }

    /** Of a program with many threads, some may still be ending when the program counts as ended. */
    private static void remove(Optional<ControlGroup> group) throws InterruptedException {
        if (group.isPresent()) {
            group.get().removeWhenEmpty(PATIENCE);
        }
    }

    private static ProcessTree find(RunDirectory directory, RunSockets sockets) {
        ProcessTree marked =
                ProcessTree.marked(Map.of(MARK, sockets.control().socket().toString()));
        return RunGroup.find(directory)
                .map(group -> marked.and(ProcessTree.membersOf(group)))
                .orElse(marked);
    }

    /**
     * Kills an agent that outlived its terminal, and what it started: it must not go on with a task that is given again.
     *
     * @param control the run's control socket
     * @param pid its process, if the number is still its own
     * @param conversation stands in the arguments of most CLIs, and counts where the environment is not told
     */
    static void killAgent(Path control, WorkerName session, long pid, String conversation) throws InterruptedException {
        ProcessTree marked = ProcessTree.marked(Map.of(MARK, control.toString(), WORKER, session.value()));
        ProcessTree named = ProcessHandle.of(pid)
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains(LaunchRequest.tag(conversation)))
                        .isPresent())
                .map(ProcessTree::of)
                .orElse(ProcessTree.none());
        ProcessTree agent = marked.and(named);
        agent.killAfter(Duration.ZERO);
        List<String> living = agent.living();
        if (!living.isEmpty()) {
            throw new CaoException(
                    ExitStatus.LOST,
                    "an earlier process of worker %s does not end: %s".formatted(session, String.join(", ", living)),
                    "Kill it.");
        }
    }
}
