package dev.cao.io;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where a Unix socket is. Its directory is private (0700), so that the socket needs no other guard.
 *
 * @param socket absolute
 */
public record SocketPlace(Path socket) {
    /** sun_path holds 104 bytes with its NUL on macOS, 108 on Linux; one limit for both, so that paths can be moved. */
    static final int MAX_BYTES = 103;

    private static final String FALLBACK_PREFIX = "cao-s-";

    public SocketPlace {
        requireNonNull(socket, "socket is null");
        if (!socket.isAbsolute()) {
            throw new IllegalArgumentException("not absolute: " + socket);
        }
    }

    /**
     * Returns a place of this name in the preferred directory, which is made when missing; where that path is too long
     * for a socket, in a new private directory below the temp directory.
     *
     * @throws IOException if no directory can be made
     */
    public static SocketPlace in(Path preferredDirectory, String name) throws IOException {
        Path preferred = preferredDirectory.toAbsolutePath().normalize().resolve(name);
        if (fits(preferred)) {
            PrivateFiles.createDirectory(requireNonNull(preferred.getParent()));
            return new SocketPlace(preferred);
        }
        Path temp = Path.of(System.getProperty("java.io.tmpdir", "/tmp")).toAbsolutePath();
        Path longest = temp.resolve(FALLBACK_PREFIX + "0".repeat(20)).resolve(name);
        Path directory = Files.createTempDirectory(
                fits(longest) ? temp : Path.of("/tmp"),
                FALLBACK_PREFIX,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return new SocketPlace(directory.resolve(name));
    }

    /** Tells whether a socket of this path can be bound. */
    public static boolean fits(Path socket) {
        return socket.toString().getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
    }

    /** Removes the socket, and its directory if {@link #in} had to make one and nothing else is in it. */
    public void remove() throws IOException {
        Files.deleteIfExists(socket);
        Path directory = requireNonNull(socket.getParent());
        if (requireNonNull(directory.getFileName()).toString().startsWith(FALLBACK_PREFIX)) {
            try {
                Files.deleteIfExists(directory);
            } catch (DirectoryNotEmptyException _) {
                // Another socket of the same run still lives there; the last one takes the directory away.
                return;
            }
        }
    }
}
