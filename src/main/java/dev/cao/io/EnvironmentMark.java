package dev.cao.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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

    /** Returns the living processes that have all these variables, but for our own; none where marks cannot be seen. */
    static Set<ProcessHandle> carriers(Map<String, String> marks) {
        Set<ProcessHandle> carriers = new HashSet<>();
        if (!isVisible()) {
            return carriers;
        }
        List<String> wanted = marks.entrySet().stream()
                .map(mark -> mark.getKey() + "=" + mark.getValue())
                .toList();
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
    private static boolean carries(Path process, List<String> wanted) {
        try {
            String environment =
                    "\0" + new String(Files.readAllBytes(process.resolve("environ")), StandardCharsets.ISO_8859_1);
            return wanted.stream().allMatch(mark -> environment.contains("\0" + mark + "\0"));
        } catch (IOException _) {
            // Another user's, or already gone.
            return false;
        }
    }
}
