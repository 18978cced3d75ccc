package dev.cao.control;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Lines of JSON on a stream, with a limit on their length. */
final class JsonLines {
    /** As in the MCP SDK: a line longer than this is no message but a mistake. */
    static final int MAX_BYTES = 16 * 1024 * 1024;

    private JsonLines() {}

    /** Returns the next line; empty at the end of the stream. A last line without an end is dropped: it was cut off. */
    static Optional<String> read(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = in.read();
        while (next >= 0) {
            if (next == '\n') {
                return Optional.of(line.toString(StandardCharsets.UTF_8));
            }
            if (line.size() >= MAX_BYTES) {
                throw new IOException("a line of more than " + MAX_BYTES + " bytes");
            }
            line.write(next);
            next = in.read();
        }
        return Optional.empty();
    }
}
