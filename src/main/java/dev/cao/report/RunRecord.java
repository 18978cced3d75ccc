package dev.cao.report;

import static java.util.Objects.requireNonNull;

import dev.cao.domain.JournalEntry;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunState;
import dev.cao.run.RunDirectory;
import dev.cao.store.SqliteJournal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A run as its journal tells it, read once.
 *
 * @param state what the entries mean; nobody changes it any more
 */
public record RunRecord(RunDirectory directory, RunState state, List<JournalEntry> entries) {
    public RunRecord {
        requireNonNull(directory, "directory is null");
        requireNonNull(state, "state is null");
        entries = List.copyOf(entries);
    }

    /** @throws dev.cao.domain.CaoException if there is no journal, or it cannot be read */
    public static RunRecord read(RunDirectory directory) {
        try (SqliteJournal journal = SqliteJournal.openReadOnly(directory.journal())) {
            return of(directory, journal.readAfter(0));
        }
    }

    static RunRecord of(RunDirectory directory, List<JournalEntry> entries) {
        RunState state = new RunState();
        List<JournalEntry> taken = new ArrayList<>();
        for (JournalEntry entry : entries) {
            state.apply(entry);
            taken.add(entry);
        }
        return new RunRecord(directory, state, taken);
    }

    RunEvent.RunCreated created() {
        return state.created().orElseThrow(() -> new IllegalStateException("a journal without a run"));
    }

    /** Returns where the team worked. */
    public Path workingDirectory() {
        return Path.of(created().directory());
    }

    /** Returns the files that the plan has written, each once. */
    List<String> files() {
        return entries.stream()
                .map(JournalEntry::event)
                .filter(RunEvent.FileWriting.class::isInstance)
                .map(event -> ((RunEvent.FileWriting) event).file())
                .distinct()
                .toList();
    }

    /** Returns the time from the run's creation to its last entry. */
    Duration duration() {
        Instant last = entries.isEmpty() ? state.startedAt() : entries.getLast().at();
        return Duration.between(state.startedAt(), last);
    }
}
