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
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
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
    /** So many entries a follower holds at most, of the past and of those that it has not taken yet. */
    static final int PAGE = 500;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Follower> followers = new ArrayList<>();
    private final Journal journal;
    private final Time time;
    private final RunState state = new RunState();
    private Optional<CaoException> broken = Optional.empty();
    private boolean closed;
    private boolean journalClosed;

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
                followers.forEach(follower -> follower.offer(entry));
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
            Follower follower = new Follower(afterSeq);
            followers.add(follower);
            return follower;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends: followers get what is left, page by page, and then their end; the journal stays open for that long. Does
     * nothing the second time.
     */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            closeJournalWhenRead();
        } finally {
            lock.unlock();
        }
    }

    private void closeJournalWhenRead() {
        if (closed && !journalClosed && followers.stream().noneMatch(Follower::isBehind)) {
            journalClosed = true;
            journal.close();
        }
    }

    /** The run's orchestrator ends: nothing can be recorded any more. */
    static final class Closed extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        Closed() {
            super("the ledger is closed");
        }
    }

    /**
     * Reads the journal as it grows. For one thread; guarded by the ledger's lock. It holds a page at most: one that is
     * slower than the run finds the rest in the journal.
     */
    final class Follower implements AutoCloseable {
        /** The next entries, without a gap. */
        private final Deque<JournalEntry> held = new ArrayDeque<>();
        /** The number of the last entry that was held. */
        private long seen;

        private Follower(long after) {
            this.seen = journalClosed ? state.seq() : after;
        }

        private boolean isBehind() {
            return seen < state.seq();
        }

        private void offer(JournalEntry entry) {
            if (entry.seq() == seen + 1 && held.size() < PAGE) {
                hold(entry);
            }
        }

        private void hold(JournalEntry entry) {
            held.add(entry);
            seen = entry.seq();
        }

        /** Returns how many entries it holds in memory. */
        int holds() {
            lock.lock();
            try {
                return held.size();
            } finally {
                lock.unlock();
            }
        }

        /** Waits for the next entry; empty when the ledger was closed and everything was seen. */
        Optional<JournalEntry> next() throws InterruptedException {
            lock.lockInterruptibly();
            try {
                while (held.isEmpty() && !isBehind() && !closed) {
                    changed.await();
                }
                if (held.isEmpty() && isBehind()) {
                    journal.readAfter(seen, PAGE).forEach(this::hold);
                    closeJournalWhenRead();
                }
                return Optional.ofNullable(held.poll());
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                followers.remove(this);
                closeJournalWhenRead();
            } finally {
                lock.unlock();
            }
        }
    }
}
