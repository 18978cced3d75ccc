package dev.cao.domain;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** An event at its place in the journal. {@code seq} counts from 1 without gaps. */
public record JournalEntry(long seq, Instant at, RunEvent event) {
    public JournalEntry {
        requireNonNull(at, "at is null");
        requireNonNull(event, "event is null");
    }
}
