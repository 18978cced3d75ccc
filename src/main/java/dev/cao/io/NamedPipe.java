package dev.cao.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Answers programs that wait on a pipe of the file system ({@code mkfifo}). */
public final class NamedPipe {
    private NamedPipe() {}

    /**
     * Writes a line, at most some kilobytes. Never blocks: opened for both directions, a pipe needs no reader (Linux and
     * macOS); what no reader has open is lost.
     *
     * @return false if there is no such pipe
     */
    public static boolean write(Path pipe, String line) {
        try (FileChannel channel = FileChannel.open(pipe, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
