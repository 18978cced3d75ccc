package dev.cao.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files and directories that only their owner can read, from the moment they exist. */
public final class PrivateFiles {
    private PrivateFiles() {}

    /** Makes the directory and its missing parents, each 0700. One that exists is left as it is. */
    public static Path createDirectory(Path directory) throws IOException {
        return Files.createDirectories(directory, mode("rwx------"));
    }

    /** Writes a new file, 0600, or 0700 when it is to be executed. */
    public static void writeNew(Path file, String text, boolean executable) throws IOException {
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = Files.newByteChannel(file, options, mode(executable ? "rwx------" : "rw-------"))) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    /** Makes an empty file, 0600, if there is none of that name. */
    public static void createIfMissing(Path file) throws IOException {
        try {
            Files.createFile(file, mode("rw-------"));
        } catch (FileAlreadyExistsException _) {
            // An earlier process of ours made it.
            return;
        }
    }

    private static FileAttribute<?> mode(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }
}
