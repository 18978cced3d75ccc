package dev.cao.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * A variable that processes inherit, however they leave their parent, their session and their terminal. Only the kernel of
 * Linux tells the environment of others, and only that with which they were started.
 */
final class EnvironmentMark {
    private static final Path PROC = Path.of("/proc");

    private EnvironmentMark() {}

    /** Tells whether marks can be seen here. */
    static boolean isVisible() {
        return Files.isDirectory(PROC.resolve("self"));
    }

    /** Returns the living processes that have this variable with this value, but for our own; none where marks cannot be seen. */
    static Set<ProcessHandle> carriers(String name, String value) {
        Set<ProcessHandle> carriers = new HashSet<>();
        if (!isVisible()) {
            return carriers;
        }
        String wanted = name + "=" + value;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path entry : entries) {
                if (carries(entry, wanted)) {
                    ProcessHandle.of(Long.parseLong(entry.getFileName().toString()))
                            .ifPresent(carriers::add);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        carriers.remove(ProcessHandle.current());
        return carriers;
    }

    /** A zombie has no environment any more, so it does not count. */
    private static boolean carries(Path process, String wanted) {
        try {
            String environment =
                    new String(Files.readAllBytes(process.resolve("environ")), StandardCharsets.ISO_8859_1);
            return ("\0" + environment).contains("\0" + wanted + "\0");
        } catch (IOException _) {
            // Another user's, or already gone.
            return false;
        }
    }
}
