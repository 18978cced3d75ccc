package dev.cao.agent;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a growing file line by line, each line once, whole lines only. A file that is not there yet is empty. Not
 * thread-safe.
 */
public final class EventTail {
    private static final int CHUNK = 1 << 16;

    private final Path file;
    private long offset;

    public EventTail(Path file) {
        this.file = file;
    }

    /** A line and how many bytes stand before it. */
    public record Line(long offset, String text) {}

    /** Returns how many bytes have been read, always up to the end of a line. */
    public long position() {
        return offset;
    }

    /** Adds a line to a log, whole, beside whoever else appends to it. */
    public static void append(Path log, String line) {
        try {
            // As bytes: half a character, which a model may say, would be refused as text.
            Files.write(
                    log,
                    (line + "\n").getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new CaoException(ExitStatus.LOST, "cannot write %s: %s".formatted(log, e.getMessage()), "", e);
        }
    }

    /** Goes on after so many bytes, which must end a line. */
    public void skipTo(long position) {
        offset = position;
    }

    /** Returns the lines that were completed since the last call. */
    public List<Line> newLines() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        List<Line> lines = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size < offset) {
                offset = 0;
            }
            java.io.ByteArrayOutputStream line = new java.io.ByteArrayOutputStream();
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
            long position = offset;
            while (channel.read(chunk.clear(), position) > 0) {
                chunk.flip();
                while (chunk.hasRemaining()) {
                    byte next = chunk.get();
                    position++;
                    if (next == '\n') {
                        lines.add(new Line(offset, line.toString(StandardCharsets.UTF_8)));
                        line.reset();
                        offset = position;
                    } else {
                        line.write(next);
                    }
                }
            }
        }
        return lines;
    }
}
