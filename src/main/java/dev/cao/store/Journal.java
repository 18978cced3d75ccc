package dev.cao.store;

import dev.cao.domain.JournalEntry;
import dev.cao.domain.RunEvent;
import java.time.Instant;
import java.util.List;

/** The append-only record of one run. Not thread-safe: its owner serialises access. */
public interface Journal extends AutoCloseable {
    /**
     * Appends the events as one transaction; when this returns they survive the death of this process.
     *
     * @throws dev.cao.domain.CaoException if they could not be written, with the reason and what to do; none of them
     *     was written then
     */
    List<JournalEntry> append(Instant at, List<RunEvent> events);

    /** Returns the entries after that number, in order. */
    List<JournalEntry> readAfter(long seq);

    @Override
    void close();
}
