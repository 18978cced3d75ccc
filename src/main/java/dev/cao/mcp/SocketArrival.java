package dev.cao.mcp;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits for a socket to be made: by the kernel's events on its folder, and at the latest after a second, because a folder
 * that is not there has no events. For one thread.
 */
final class SocketArrival implements AutoCloseable {
    private static final long FIRST_MILLIS = 20;
    private static final long LONGEST_MILLIS = 1000;

    private final Path folder;
    private @Nullable WatchService service;
    private @Nullable WatchKey key;
    private long pause = FIRST_MILLIS;

    SocketArrival(Path socket) {
        Path parent = socket.toAbsolutePath().getParent();
        this.folder = parent == null ? socket.toAbsolutePath() : parent;
    }

    /** Waits for a sign of it, at most that long. */
    void await(long mostMillis) throws InterruptedException {
        long millis = Math.max(1, Math.min(pause, mostMillis));
        pause = Math.min(LONGEST_MILLIS, pause * 2);
        WatchKey watched = watch();
        if (watched == null || service == null) {
            Thread.sleep(millis);
            return;
        }
        WatchKey signalled = service.poll(millis, TimeUnit.MILLISECONDS);
        if (signalled != null) {
            signalled.pollEvents();
            signalled.reset();
        }
    }

    private @Nullable WatchKey watch() {
        WatchKey known = key;
        if (known != null && known.isValid()) {
            return known;
        }
        try {
            if (service == null) {
                service = folder.getFileSystem().newWatchService();
            }
            key = folder.register(service, StandardWatchEventKinds.ENTRY_CREATE);
        } catch (IOException _) {
            key = null;
        }
        return key;
    }

    @Override
    public void close() throws IOException {
        if (service != null) {
            service.close();
        }
    }
}
