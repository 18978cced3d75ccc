package dev.cao.run;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** Tells when the hook at the end of a turn wrote its line: looks at an event log several thousand times a second. */
final class StopClock {
    private static final long BETWEEN_LOOKS_NANOS = 200_000;
    private static final String STOP = "\"hook_event_name\":\"Stop\"";

    private StopClock() {}

    /** Returns the time, by {@link System#nanoTime}, at which the next such line is seen. */
    static CompletableFuture<Long> next(Path log) throws IOException {
        CompletableFuture<Long> seen = new CompletableFuture<>();
        RandomAccessFile file = new RandomAccessFile(log.toFile(), "r");
        file.seek(file.length());
        Thread.ofPlatform().daemon().name("stop-clock").start(() -> {
            StringBuilder read = new StringBuilder();
            byte[] bytes = new byte[64 * 1024];
            try (file) {
                while (read.indexOf(STOP) < 0 && !seen.isDone()) {
                    int count = file.read(bytes);
                    if (count > 0) {
                        read.append(new String(bytes, 0, count, StandardCharsets.UTF_8));
                    } else {
                        LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
                    }
                }
                seen.complete(System.nanoTime());
            } catch (IOException e) {
                seen.completeExceptionally(new UncheckedIOException(e));
            }
        });
        return seen;
    }
}
