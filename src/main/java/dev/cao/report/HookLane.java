package dev.cao.report;

import dev.cao.profile.Hook;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Calls one hook, one event after the other, on a thread of its own that begins with the first. The queue may be used by
 * all threads.
 */
final class HookLane {
    private static final int MOST_WAITING = 16;
    /** Before each further attempt. */
    private static final List<Duration> PAUSES =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(20));

    private final Hook hook;
    private final HookCaller caller;
    private final CountDownLatch ending;
    private final Consumer<String> trouble;
    private final BlockingQueue<Optional<String>> events = new LinkedBlockingQueue<>();
    private Optional<Thread> thread = Optional.empty();

    HookLane(Hook hook, HookCaller caller, CountDownLatch ending, Consumer<String> trouble) {
        this.hook = hook;
        this.caller = caller;
        this.ending = ending;
        this.trouble = trouble;
    }

    boolean isFor(Hook.When when) {
        return hook.when() == when;
    }

    synchronized void tell(String event) {
        if (events.size() >= MOST_WAITING && events.poll() != null) {
            trouble.accept(caller.nameOf(hook) + " is too slow: an event for it was dropped");
        }
        events.add(Optional.of(event));
        if (thread.isEmpty()) {
            thread = Optional.of(Thread.ofVirtual().name("herald").start(this::run));
        }
    }

    void close(Duration patience) throws InterruptedException {
        Optional<Thread> started;
        synchronized (this) {
            started = thread;
        }
        events.add(Optional.empty());
        if (started.isPresent() && !started.get().join(patience)) {
            started.get().interrupt();
            trouble.accept(caller.nameOf(hook) + " did not take the last event before the run's end");
        }
    }

    private void run() {
        try {
            Optional<String> event = events.take();
            while (event.isPresent()) {
                deliver(event.get());
                event = events.take();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(String event) throws InterruptedException {
        for (int attempt = 0; ; attempt++) {
            HookCaller.Answer answer = caller.call(hook, event);
            if (answer instanceof HookCaller.Answer.Taken) {
                return;
            }
            boolean again = answer instanceof HookCaller.Answer.Busy && attempt < PAUSES.size();
            if (!again) {
                trouble.accept("%s could not be told, after %d attempt%s: %s"
                        .formatted(caller.nameOf(hook), attempt + 1, attempt == 0 ? "" : "s", answer.why()));
                return;
            }
            // Once the run ends, what is left of its time is for attempts, not for pauses.
            boolean _ = ending.await(PAUSES.get(attempt).toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
