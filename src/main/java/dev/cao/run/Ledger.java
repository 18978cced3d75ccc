package dev.cao.run;

import dev.cao.domain.CaoException;
import dev.cao.domain.JournalEntry;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunState;
import dev.cao.io.Time;
import dev.cao.store.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The journal of a run together with what it means, kept in step: an event is on disk before anybody sees its effect.
 * Safe for many threads. One lock guards journal and state; it is held while SQLite writes, which is what makes
 * "record first" true, and never while anything else is done.
 */
final class Ledger implements AutoCloseable {
    /** So much of the past a follower holds at a time. */
    private static final int PAGE = 500;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Follower> followers = new CopyOnWriteArrayList<>();
    private final Journal journal;
    private final Time time;
    private final RunState state = new RunState();
    private Optional<CaoException> broken = Optional.empty();
    private boolean closed;

    /** Takes over the journal and replays what it holds. */
    Ledger(Journal journal, Time time) {
        this.journal = journal;
        this.time = time;
        journal.forEachAfter(0, state::apply);
    }

    /** Appends the events in one transaction. */
    List<JournalEntry> append(RunEvent... events) {
        return decide(_ -> List.of(events));
    }

    /**
     * Decides upon the state and appends what was decided, with nothing in between. After the run's last entry nothing
     * is decided or recorded any more: what still happens then is its teardown.
     *
     * @throws CaoException if the journal cannot be written; the run cannot go on then, and every waiter learns so
     */
    List<JournalEntry> decide(Function<RunState, List<RunEvent>> decision) {
        lock.lock();
        try {
            refuseWhenUnusable();
            if (state.ended().isPresent()) {
                return List.of();
            }
            List<RunEvent> events = decision.apply(state);
            if (events.isEmpty()) {
                return List.of();
            }
            List<JournalEntry> entries = journal.append(time.now(), events);
            for (JournalEntry entry : entries) {
                state.apply(entry);
                for (Follower follower : followers) {
                    follower.queue.add(Optional.of(entry));
                }
            }
            changed.signalAll();
            return entries;
        } catch (CaoException e) {
            if (broken.isEmpty()) {
                broken = Optional.of(e);
                changed.signalAll();
            }
            throw e;
        } finally {
            lock.unlock();
        }
    }

    private void refuseWhenUnusable() {
        if (broken.isPresent()) {
            throw broken.get();
        }
        if (closed) {
            throw new Closed();
        }
    }

    /** Answers a question about the state. The answer must not hold on to the state itself. */
    <T> T read(Function<RunState, T> question) {
        lock.lock();
        try {
            return question.apply(state);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the question has an answer; empty at the deadline.
     *
     * @throws CaoException if the journal can no longer be written, so that the answer would never come
     */
    <T> Optional<T> await(Function<RunState, Optional<T>> question, Instant deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                Optional<T> answer = question.apply(state);
                if (answer.isPresent()) {
                    return answer;
                }
                refuseWhenUnusable();
                long nanos = nanosUntil(deadline);
                if (nanos <= 0) {
                    return Optional.empty();
                }
                boolean _ = changed.await(nanos, TimeUnit.NANOSECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    private long nanosUntil(Instant deadline) {
        Duration left = Duration.between(time.now(), deadline);
        return left.compareTo(Duration.ofDays(1000)) > 0 ? Long.MAX_VALUE : left.toNanos();
    }

    /** Returns every entry after that number, those of the past first, then each as it is appended. */
    Follower follow(long afterSeq) {
        lock.lock();
        try {
            Follower follower = new Follower(afterSeq, state.seq());
            if (closed) {
                follower.queue.add(Optional.empty());
            }
            followers.add(follower);
            return follower;
        } finally {
            lock.unlock();
        }
    }

    /** Ends: followers get what is left and then their end. Does nothing the second time. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            for (Follower follower : followers) {
                follower.past.addAll(
                        journal.readAfter(follower.read, (int) Math.max(0, follower.until - follower.read)));
                follower.queue.add(Optional.empty());
            }
            changed.signalAll();
            journal.close();
        } finally {
            lock.unlock();
        }
    }

    /** The run's orchestrator ends: nothing can be recorded any more. */
    static final class Closed extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        Closed() {
            super("the ledger is closed");
        }
    }

    /** Reads the journal as it grows. For one thread; what it has not read of the past is guarded by the ledger's lock. */
    final class Follower implements AutoCloseable {
        private final BlockingQueue<Optional<JournalEntry>> queue = new LinkedBlockingQueue<>();
        /** Of the entries up to {@code until}, which were there before it: those after {@code read} are in the journal. */
        private final Deque<JournalEntry> past = new ArrayDeque<>();

        private final long until;
        private long read;

        private Follower(long after, long until) {
            this.read = after;
            this.until = until;
        }

        /** Waits for the next entry; empty when the ledger was closed and everything was seen. */
        Optional<JournalEntry> next() throws InterruptedException {
            Optional<JournalEntry> earlier = nextOfPast();
            return earlier.isPresent() ? earlier : nextOfQueue();
        }

        private Optional<JournalEntry> nextOfPast() {
            lock.lock();
            try {
                if (past.isEmpty() && read < until && !closed) {
                    past.addAll(journal.readAfter(read, (int) Math.min(PAGE, until - read)));
                    read = past.isEmpty() ? until : past.getLast().seq();
                }
                return Optional.ofNullable(past.poll());
            } finally {
                lock.unlock();
            }
        }

        private Optional<JournalEntry> nextOfQueue() throws InterruptedException {
            Optional<JournalEntry> entry = queue.take();
            if (entry.isEmpty()) {
                queue.add(entry);
            }
            return entry;
        }

        @Override
        public void close() {
            followers.remove(this);
        }
    }
}
