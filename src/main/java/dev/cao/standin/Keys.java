package dev.cao.standin;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Reads standard input on a thread of its own: bytes of a terminal, else lines. */
final class Keys {
    private Keys() {}

    static void read(FileInputStream in, boolean terminal, Mailbox mailbox) {
        // A platform thread: reading a terminal blocks in the kernel, and a virtual one needs a scheduler to start
        // first.
        Thread reader = new Thread(
                () -> {
                    try {
                        if (terminal) {
                            readBytes(in, mailbox);
                        } else {
                            readLines(in, mailbox);
                        }
                    } catch (IOException _) {
                        // A terminal that was closed answers so: the same as its end.
                    }
                    mailbox.put(new Happening.InputEnded());
                },
                "stdin");
        reader.setDaemon(true);
        reader.start();
    }

    private static void readBytes(FileInputStream in, Mailbox mailbox) throws IOException {
        byte[] bytes = new byte[16_384];
        int length = in.read(bytes);
        while (length >= 0) {
            mailbox.put(new Happening.Typed(bytes, length));
            bytes = new byte[16_384];
            length = in.read(bytes);
        }
    }

    private static void readLines(FileInputStream in, Mailbox mailbox) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        String line = lines.readLine();
        while (line != null) {
            mailbox.put(new Happening.Line(line));
            line = lines.readLine();
        }
    }
}
