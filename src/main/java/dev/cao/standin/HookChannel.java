package dev.cao.standin;

import dev.cao.io.JsonReader;
import dev.cao.io.JsonText;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Tells each event to the control socket as one line, over one connection that is kept, on a thread of its own. A failure
 * is no error: the event log has every event, and the next event tries again. Safe for many threads.
 */
final class HookChannel {
    /**
     * @param id comes back with the answer
     * @param request the request to answer; null for an event that waits for nothing
     */
    private record Outgoing(long id, String event, @Nullable String request) {}

    /** One connection. {@code unanswered} is guarded by itself. */
    private record Connection(SocketChannel socket, Deque<Outgoing> unanswered) {}

    private final Path socket;
    private final String token;
    private final Mailbox mailbox;
    private final LinkedBlockingQueue<Outgoing> outgoing = new LinkedBlockingQueue<>();
    private final AtomicLong count = new AtomicLong();
    private final CountDownLatch drained = new CountDownLatch(1);
    private volatile @Nullable Connection connection;

    HookChannel(Path socket, String token, Mailbox mailbox) {
        this.socket = socket;
        this.token = token;
        this.mailbox = mailbox;
    }

    void start() {
        // A platform thread: the first virtual one would start a scheduler before the agent is ready.
        Thread sender = new Thread(this::send, "hook-sender");
        sender.setDaemon(true);
        sender.start();
    }

    /** Tells an event that nobody waits for. */
    void tell(String event) {
        outgoing.add(new Outgoing(count.incrementAndGet(), event, null));
    }

    /** Tells an event; a {@link Happening.Replied} follows in any case. */
    void ask(String event, String request) {
        outgoing.add(new Outgoing(count.incrementAndGet(), event, request));
    }

    /** Waits, but not long, until everything is told. */
    void close(long millis) throws InterruptedException {
        outgoing.add(new Outgoing(0, "", null));
        drained.await(millis, TimeUnit.MILLISECONDS);
        Connection last = connection;
        if (last != null) {
            drop(last);
        }
    }

    private void send() {
        try {
            Outgoing next = outgoing.take();
            while (!next.event.isEmpty()) {
                deliver(next);
                next = outgoing.take();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            drained.countDown();
        }
    }

    private void deliver(Outgoing next) {
        boolean sent = sent(next);
        if (!sent) {
            // The kept connection may be of a server that is gone, and another one there already.
            sent = sent(next);
        }
        if (!sent) {
            unanswered(next);
        }
    }

    private boolean sent(Outgoing next) {
        Connection to = connection;
        try {
            if (to == null || !to.socket.isOpen()) {
                to = new Connection(SocketChannel.open(UnixDomainSocketAddress.of(socket)), new ArrayDeque<>());
                connection = to;
                listen(to);
            }
            synchronized (to.unanswered) {
                to.unanswered.add(next);
            }
            String line = "{\"v\":1,\"id\":" + next.id + ",\"type\":\"hook\",\"token\":" + JsonText.write(token)
                    + ",\"event\":" + next.event + "}\n";
            ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                to.socket.write(bytes);
            }
            return true;
        } catch (IOException | IllegalArgumentException _) {
            if (to != null) {
                synchronized (to.unanswered) {
                    to.unanswered.remove(next);
                }
                drop(to);
            }
            return false;
        }
    }

    private void listen(Connection from) {
        Thread listener = new Thread(() -> receive(from), "hook-listener");
        listener.setDaemon(true);
        listener.start();
    }

    private void receive(Connection from) {
        try (BufferedReader lines = new BufferedReader(Channels.newReader(from.socket, StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null) {
                answered(from, line);
                line = lines.readLine();
            }
        } catch (IOException _) {
            // Lost: what was not answered is settled below.
        } finally {
            drop(from);
        }
    }

    /** The server works at many events at once: answers find their event by its id, without one by their order. */
    private void answered(Connection from, String line) {
        Map<String, @Nullable Object> answer;
        try {
            answer = JsonText.readObject(line);
        } catch (JsonReader.Malformed _) {
            answer = Map.of();
        }
        Outgoing event = null;
        synchronized (from.unanswered) {
            if (!(answer.get("id") instanceof Long id)) {
                event = from.unanswered.poll();
            } else {
                for (Outgoing waiting : from.unanswered) {
                    event = waiting.id == id ? waiting : event;
                }
                from.unanswered.remove(event);
            }
        }
        if (event != null && event.request != null) {
            mailbox.put(new Happening.Replied(event.request, reply(answer)));
        }
    }

    /** Closes the connection; who waits for an answer through it learns that there is none. */
    private void drop(Connection lost) {
        try {
            lost.socket.close();
        } catch (IOException _) {
            // It was to be given up anyway.
        }
        synchronized (lost.unanswered) {
            while (!lost.unanswered.isEmpty()) {
                unanswered(lost.unanswered.poll());
            }
        }
    }

    private void unanswered(Outgoing event) {
        if (event.request != null) {
            mailbox.put(new Happening.Replied(event.request, null));
        }
    }

    @SuppressWarnings("unchecked")
    private static @Nullable Map<String, @Nullable Object> reply(Map<String, @Nullable Object> answer) {
        return answer.get("reply") instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : null;
    }
}
