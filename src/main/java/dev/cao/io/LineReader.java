package dev.cao.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads lines of bytes, each at most so long; what is longer is skipped and told. For one thread. */
public final class LineReader {
    /** As in the MCP SDK: a line longer than this is no message but a mistake. */
    public static final int MAX_BYTES = 16 * 1024 * 1024;

    private final InputStream in;
    private final int limit;
    private final byte[] buffer = new byte[16 * 1024];
    private int at;
    private int end;

    public LineReader(InputStream in) {
        this(in, MAX_BYTES);
    }

    /** @param limit the most bytes that a line may have, without its end */
    public LineReader(InputStream in, int limit) {
        this.in = in;
        this.limit = limit;
    }

    /**
     * @param bytes the line without its end; the beginning of it when it was too long
     * @param tooLong whether the rest of it was skipped
     */
    @SuppressWarnings("ArrayRecordComponent") // Handed over, never shared.
    public record Line(byte[] bytes, boolean tooLong) {}

    /** Returns the next line; empty at the end of the stream. A last line without an end is dropped: it was cut off. */
    public Optional<Line> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        boolean tooLong = false;
        while (true) {
            if (at == end) {
                at = 0;
                end = in.read(buffer);
                if (end < 0) {
                    end = 0;
                    return Optional.empty();
                }
            }
            int stop = at;
            while (stop < end && buffer[stop] != '\n') {
                stop++;
            }
            int kept = Math.min(stop - at, limit - line.size());
            tooLong |= kept < stop - at;
            line.write(buffer, at, kept);
            at = stop;
            if (at < end) {
                at++;
                return Optional.of(new Line(line.toByteArray(), tooLong));
            }
        }
    }
}
