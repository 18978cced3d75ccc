package dev.cao.store;

import dev.cao.domain.JournalEntry;
import dev.cao.domain.RunEvent;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** The append-only record of one run. Not thread-safe: its owner serialises access. */
public interface Journal extends AutoCloseable {
    /**
     * Appends the events as one transaction; when this returns they survive the death of this process.
     *
     * @throws dev.cao.domain.CaoException if they could not be written, with the reason and what to do; none of them
     *     was written then
     */
    List<JournalEntry> append(Instant at, List<RunEvent> events);

    /** Returns the entries after that number, in order; all of them, so for journals whose length is known. */
    List<JournalEntry> readAfter(long seq);

    /** Returns the next entries after that number, in order: at most so many, and none only at the end. */
    default List<JournalEntry> readAfter(long seq, int most) {
        return readAfter(seq).stream().limit(most).toList();
    }

    /** Hands on the entries after that number, in order, and holds few of them at a time. */
    default void forEachAfter(long seq, Consumer<JournalEntry> reader) {
        readAfter(seq).forEach(reader);
    }

    @Override
    void close();
}
