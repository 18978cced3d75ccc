package dev.cao.io;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Starts programs and ends them together with everything that they started. A mark in the environment finds those, too,
 * that left their parent and their session (Linux: /proc; elsewhere only the tree of processes is known). Safe for many
 * threads.
 */
public final class ProcessFamily {
    private static final String MARK = "CAO_PROCESS_FAMILY";
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    private final String mark;

    /** Goes up before and after each start, so that a look in between proves nothing. */
    private final AtomicInteger starts = new AtomicInteger();

    /** What {@code starts} was before a look that found nobody: until the next start, there is nobody to look for. */
    private volatile int nobodyAt;

    public ProcessFamily() {
        mark = ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime()) + "-"
                + COUNT.incrementAndGet();
    }

    /**
     * Starts one member of the family, in our working directory and environment.
     *
     * @param environment what is added to it
     * @throws IOException if it cannot be started
     */
    public Process start(List<String> argv, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(argv);
        builder.environment().putAll(environment);
        builder.environment().put(MARK, mark);
        starts.incrementAndGet();
        try {
            return builder.start();
        } finally {
            starts.incrementAndGet();
        }
    }

    /**
     * Ends all members: SIGTERM, and SIGKILL for those that are left after this time. Returns when none is left, or when
     * the kernel does not let go of one for as long again.
     */
    public void end(Duration grace) throws InterruptedException {
        int before = starts.get();
        if (before == nobodyAt) {
            return;
        }
        List<ProcessHandle> members = members();
        members.forEach(ProcessHandle::destroy);
        boolean ended = members.isEmpty() || awaitEnd(grace);
        if (!ended) {
            members().forEach(ProcessHandle::destroyForcibly);
            ended = awaitEnd(grace);
        }
        if (ended) {
            nobodyAt = before;
        }
    }

    /** Ends all members with SIGKILL, at once and without waiting. */
    public void kill() {
        if (starts.get() != nobodyAt) {
            members().forEach(ProcessHandle::destroyForcibly);
        }
    }

    private boolean awaitEnd(Duration time) throws InterruptedException {
        return Looks.until(() -> members().isEmpty(), BETWEEN_LOOKS, time);
    }

    private List<ProcessHandle> members() {
        return EnvironmentMark.isVisible()
                ? List.copyOf(EnvironmentMark.carriers(Map.of(MARK, mark)))
                : ProcessHandle.current()
                        .descendants()
                        .filter(ProcessHandle::isAlive)
                        .toList();
    }
}
