package dev.cao.mcp;

import dev.cao.io.JsonReader;
import dev.cao.io.JsonText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code cao hook EVENT}: appends the event that an agent CLI gives on standard input to the worker's spool file
 * (CAO_SPOOL), as one line {@code {"event":"Stop","at":"…","input":{…}}}, and wakes the orchestrator (CAO_CONTROL,
 * CAO_TOKEN). An agent must never be disturbed by it: it prints nothing, and ends with 0 within a second whatever happens.
 */
public final class Hook implements Runnable {
    private static final long INPUT_MILLIS = 500;
    private static final long ALL_MILLIS = 900;
    private static final int MOST_BYTES = 8 * 1024 * 1024;

    private final String event;
    private final Map<String, String> environment;
    private final InputStream in;
    private final ByteArrayOutputStream input = new ByteArrayOutputStream();

    private Hook(String event, Map<String, String> environment, InputStream in) {
        this.event = event;
        this.environment = environment;
        this.in = in;
    }

    /** Reports the event. Returns in time even where the client keeps its end open, or the orchestrator hangs. */
    public static int run(List<String> arguments, Map<String, String> environment, InputStream in) {
        Hook hook = new Hook(arguments.isEmpty() ? "unknown" : arguments.getFirst(), environment, in);
        try {
            Thread work = new Thread(hook, "hook");
            work.setDaemon(true);
            work.start();
            work.join(ALL_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    @Override
    public void run() {
        try {
            Thread reader = new Thread(new Reader(), "hook-input");
            reader.setDaemon(true);
            reader.start();
            reader.join(INPUT_MILLIS);
            append();
            wake();
        } catch (InterruptedException | IOException | RuntimeException _) {
            // What this event would have told is caught up from the agent's own records.
            return;
        }
    }

    private final class Reader implements Runnable {
        @Override
        public void run() {
            byte[] buffer = new byte[64 * 1024];
            try {
                int read = in.read(buffer);
                while (read >= 0) {
                    synchronized (input) {
                        input.write(buffer, 0, Math.min(read, MOST_BYTES - input.size()));
                    }
                    read = in.read(buffer);
                }
            } catch (IOException _) {
                return;
            }
        }
    }

    private void append() throws IOException {
        String spool = environment.getOrDefault("CAO_SPOOL", "");
        if (spool.isEmpty()) {
            return;
        }
        String text;
        synchronized (input) {
            text = input.toString(StandardCharsets.UTF_8);
        }
        String line =
                "{\"event\":" + JsonText.write(event) + ",\"at\":\"" + Instant.now() + "\"," + payload(text) + "}\n";
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        var options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (FileChannel channel = FileChannel.open(Path.of(spool), options, mode)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    /** What is JSON is kept as it is, on one line; anything else as text. */
    private static String payload(String text) {
        try {
            return "\"input\":" + JsonText.write(JsonText.readObject(text));
        } catch (JsonReader.Malformed _) {
            return "\"text\":" + JsonText.write(text);
        }
    }

    private void wake() throws IOException {
        String socket = environment.getOrDefault("CAO_CONTROL", "");
        if (socket.isEmpty()) {
            return;
        }
        String request = "{\"v\":1,\"type\":\"hook\",\"token\":"
                + JsonText.write(environment.getOrDefault("CAO_TOKEN", ""))
                + ",\"event\":{\"event\":" + JsonText.write(event) + "}}\n";
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            OutputStream out = Channels.newOutputStream(channel);
            out.write(request.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }
}
