package dev.cao.terminal;

import dev.cao.terminal.ControlParser.Event.Block;
import dev.cao.terminal.ControlParser.Event.Notice;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * One tmux control client, from its start to its end. After each line of commands a marker is printed, so that it is
 * known which blocks belong to the line however many commands it runs (an if-shell runs more than one sees). Safe for many
 * threads: {@code lock} guards what is awaited and the order of what is written; the reader thread alone parses.
 */
final class ControlConnection implements AutoCloseable {
    /** A server that does not answer in this time is stopped, swapped out or stuck. */
    static final Duration DEADLINE = Duration.ofSeconds(15);

    private static final int KEPT_NOTICES = 5;

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Waiting> awaited = new ArrayDeque<>();
    private final String nonce = UUID.randomUUID().toString();
    private final CompletableFuture<Boolean> attached = new CompletableFuture<>();
    private final Deque<String> lastNotices = new ArrayDeque<>();
    private final Process process;
    private final OutputStream commands;
    private final Consumer<String> notices;
    private final Runnable onEnd;
    private long sent;
    private boolean ended;

    private record Waiting(String marker, CompletableFuture<Reply> reply) {}

    private ControlConnection(Process process, Consumer<String> notices, Runnable onEnd) {
        this.process = process;
        this.commands = process.getOutputStream();
        this.notices = notices;
        this.onEnd = onEnd;
    }

    /**
     * Starts the client and waits until it is attached.
     *
     * @param notices takes each line outside of replies, on the reader thread
     * @param onEnd runs once on the reader thread when the client is gone
     * @throws ConnectionLostException if it does not attach; the message holds what tmux said
     */
    static ControlConnection open(ProcessBuilder client, Consumer<String> notices, Runnable onEnd)
            throws ConnectionLostException, InterruptedException {
        Process process;
        try {
            process = client.redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new ConnectionLostException("tmux cannot be started: " + e.getMessage());
        }
        var connection = new ControlConnection(process, notices, onEnd);
        // A platform thread: it sits in a blocking read all its life, which would cost the virtual ones a carrier.
        Thread.ofPlatform().daemon().name("tmux-control-" + process.pid()).start(connection::read);
        boolean attached;
        try {
            attached = connection.attached.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException _) {
            attached = false;
        } catch (InterruptedException e) {
            // tmux 3.3a crashes when a control client is killed while it attaches (seen again and again): let it first.
            connection.attached.thenRun(connection::close);
            throw e;
        }
        if (!attached) {
            connection.close();
            throw new ConnectionLostException(connection.evidence());
        }
        return connection;
    }

    boolean isOpen() {
        lock.lock();
        try {
            return !ended;
        } finally {
            lock.unlock();
        }
    }

    /** Sends one line of commands and waits for its reply. */
    Reply request(String line) throws ConnectionLostException, InterruptedException {
        if (line.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("a control line holds no newline");
        }
        CompletableFuture<Reply> reply = send(line);
        try {
            return reply.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new ConnectionLostException(String.valueOf(e.getCause()));
        } catch (TimeoutException _) {
            close();
            throw new ConnectionLostException("no answer within " + DEADLINE.toSeconds() + " s");
        }
    }

    /** Ends the client; requests under way fail. */
    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Waits until the client is gone, so that a successor's commands cannot run before the last of its own. */
    void awaitEnd() throws InterruptedException {
        process.waitFor(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private CompletableFuture<Reply> send(String line) throws ConnectionLostException {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        lock.lock();
        try {
            if (ended) {
                throw new ConnectionLostException("the control client is gone");
            }
            String marker = nonce + "-" + sent++;
            awaited.add(new Waiting(marker, reply));
            commands.write((line + "\ndisplay-message -p " + marker + "\n").getBytes(StandardCharsets.UTF_8));
            commands.flush();
        } catch (IOException _) {
            // The reader sees the end as well and fails everything that is awaited, this request included.
            process.destroyForcibly();
        } finally {
            lock.unlock();
        }
        return reply;
    }

    private void read() {
        ControlParser parser = new ControlParser();
        List<Block> blocks = new ArrayList<>();
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                switch (parser.feed(line).orElse(null)) {
                    case null -> {}
                    case Notice(String notice) -> {
                        remember(notice);
                        notices.accept(notice);
                    }
                    case Block block -> take(block, blocks);
                }
            }
        } catch (IOException e) {
            remember(e.toString());
        } finally {
            end();
        }
    }

    private void take(Block block, List<Block> blocks) {
        if (!attached.isDone()) {
            if (!block.ok()) {
                block.lines().forEach(this::remember);
            }
            attached.complete(block.ok());
            return;
        }
        if (!block.own()) {
            return;
        }
        Waiting done;
        lock.lock();
        try {
            Waiting next = awaited.peek();
            if (next == null || !block.lines().equals(List.of(next.marker()))) {
                blocks.add(block);
                return;
            }
            done = awaited.remove();
        } finally {
            lock.unlock();
        }
        done.reply().complete(new Reply(blocks));
        blocks.clear();
    }

    private void end() {
        List<Waiting> open;
        lock.lock();
        try {
            ended = true;
            open = List.copyOf(awaited);
            awaited.clear();
        } finally {
            lock.unlock();
        }
        process.destroyForcibly();
        attached.complete(false);
        var lost = new ConnectionLostException("the control client ended");
        open.forEach(waiting -> waiting.reply().completeExceptionally(lost));
        onEnd.run();
    }

    private void remember(String notice) {
        lock.lock();
        try {
            lastNotices.add(notice);
            if (lastNotices.size() > KEPT_NOTICES) {
                lastNotices.remove();
            }
        } finally {
            lock.unlock();
        }
    }

    private String evidence() {
        lock.lock();
        try {
            return lastNotices.isEmpty() ? "it said nothing" : String.join("; ", lastNotices);
        } finally {
            lock.unlock();
        }
    }
}
