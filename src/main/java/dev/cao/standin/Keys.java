package dev.cao.standin;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/**
 * Reads standard input on a thread of its own: bytes of a terminal, else lines. Closing it ends a read that waits:
 * the JVM (25) waits 300 ms at its exit for a thread that is inside of one.
 */
final class Keys {
    private final FileChannel in;
    private final boolean terminal;
    private final Mailbox mailbox;

    Keys(FileInputStream in, boolean terminal, Mailbox mailbox) {
        this.in = in.getChannel();
        this.terminal = terminal;
        this.mailbox = mailbox;
    }

    void start() {
        // A platform thread: reading a terminal blocks in the kernel, and a virtual one needs a scheduler to start
        // first.
        Thread reader = new Thread(this::read, "stdin");
        reader.setDaemon(true);
        reader.start();
    }

    void close() {
        try {
            in.close();
        } catch (IOException _) {
            // It is not used any more.
            return;
        }
    }

    private void read() {
        try {
            if (terminal) {
                readBytes();
            } else {
                readLines();
            }
        } catch (IOException _) {
            // A terminal that was closed answers so: the same as its end.
        }
        mailbox.put(new Happening.InputEnded());
    }

    private void readBytes() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(16_384);
        int length = in.read(buffer);
        while (length >= 0) {
            byte[] bytes = new byte[length];
            buffer.flip().get(bytes);
            mailbox.put(new Happening.Typed(bytes, length));
            buffer.clear();
            length = in.read(buffer);
        }
    }

    private void readLines() throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(Channels.newInputStream(in), StandardCharsets.UTF_8));
        String line = lines.readLine();
        while (line != null) {
            mailbox.put(new Happening.Line(line));
            line = lines.readLine();
        }
    }
}
