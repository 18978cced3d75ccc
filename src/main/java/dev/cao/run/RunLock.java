package dev.cao.run;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.io.PrivateFiles;
import dev.cao.io.Reasons;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes sure that a run has one orchestrator. The kernel holds the lock and drops it when its holder dies, however it
 * dies, so that it is never stale. Safe for many threads.
 */
public final class RunLock implements AutoCloseable {
    /** {@link #isHeld} holds the lock for microseconds; it must not look like a living orchestrator. */
    private static final int ATTEMPTS = 5;

    private static final long PROBE_NANOS = 10_000_000;

    /**
     * The locks of this process. POSIX drops a process's lock on a file when the process closes any descriptor of it, so
     * that looking at one's own lock would lose it.
     */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private RunLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes the lock; empty when another process holds it.
     *
     * @throws CaoException if the lock file cannot be made
     */
    public static Optional<RunLock> take(Path file) {
        if (OWN.contains(file)) {
            return Optional.empty();
        }
        try {
            PrivateFiles.createIfMissing(file);
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                if (lock(channel, false)) {
                    OWN.add(file);
                    return Optional.of(new RunLock(file, channel));
                }
                LockSupport.parkNanos(PROBE_NANOS);
            }
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            throw new CaoException(
                    ExitStatus.USAGE,
                    "cannot make the lock %s: %s".formatted(file, Reasons.of(e)),
                    "Make its folder writable.",
                    e);
        }
    }

    /** Tells whether a living process holds the lock. */
    public static boolean isHeld(Path file) {
        if (OWN.contains(file)) {
            return true;
        }
        if (!Files.isReadable(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return !lock(channel, true);
        } catch (IOException _) {
            return false;
        }
    }

    private static boolean lock(FileChannel channel, boolean shared) throws IOException {
        try {
            FileLock lock = channel.tryLock(0, Long.MAX_VALUE, shared);
            return lock != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }

    @Override
    public void close() {
        OWN.remove(file);
        try {
            channel.close();
        } catch (IOException e) {
            throw new CaoException(ExitStatus.FAULT, "cannot release the run's lock: " + e.getMessage(), "", e);
        }
    }
}
