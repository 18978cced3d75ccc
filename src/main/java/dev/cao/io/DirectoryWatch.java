package dev.cao.io;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Tells when a file in one of some directories was made or changed: at once where the kernel has events for it (Linux),
 * within seconds elsewhere. Safe for many threads; listeners run on the watch's own thread.
 */
public final class DirectoryWatch implements AutoCloseable {
    private final WatchService service;
    private final Map<WatchKey, Path> directories = new ConcurrentHashMap<>();
    private final Map<WatchKey, Set<Runnable>> listeners = new ConcurrentHashMap<>();
    private final Consumer<Path> changed;

    /** @param changed called with the directory in which something changed */
    public DirectoryWatch(Consumer<Path> changed) throws IOException {
        this.service = FileSystems.getDefault().newWatchService();
        this.changed = changed;
        Thread.ofPlatform().daemon().name("directory-watch").start(this::watch);
    }

    /** Starts watching a directory; twice is harmless. */
    public void add(Path directory) throws IOException {
        WatchKey key =
                directory.register(service, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
        directories.put(key, directory);
    }

    /** Starts watching a directory for one listener of its own. */
    public void add(Path directory, Runnable listener) throws IOException {
        WatchKey key =
                directory.register(service, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
        listeners.computeIfAbsent(key, _ -> ConcurrentHashMap.newKeySet()).add(listener);
    }

    private void watch() {
        try {
            while (true) {
                WatchKey key = service.take();
                boolean any = !key.pollEvents().isEmpty();
                key.reset();
                Path directory = directories.get(key);
                if (any && directory != null) {
                    changed.accept(directory);
                }
                if (any) {
                    listeners.getOrDefault(key, Set.of()).forEach(Runnable::run);
                }
            }
        } catch (ClosedWatchServiceException | InterruptedException _) {
            // Closed: there is nothing more to tell.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        service.close();
    }
}
