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
import java.util.function.Consumer;

/**
 * A run as its journal tells it, read once. It holds no more than grows with tasks, messages and starts of workers: a
 * journal of a million turns is no larger here than one of ten.
 *
 * @param state what the entries mean; nobody changes it any more
 * @param entries those that are told one by one
 * @param tokens what models had used by when
 * @param journal hands all entries on, as often as somebody asks
 */
public record RunRecord(
        RunDirectory directory, RunState state, List<JournalEntry> entries, TokenCurve tokens, Entries journal) {
    public RunRecord {
        requireNonNull(directory, "directory is null");
        requireNonNull(state, "state is null");
        requireNonNull(tokens, "tokens is null");
        requireNonNull(journal, "journal is null");
        entries = List.copyOf(entries);
    }

    /** All entries of a journal, of which few are held at a time. */
    public interface Entries {
        void forEach(Consumer<JournalEntry> reader);
    }

    /** @throws dev.cao.domain.CaoException if there is no journal, or it cannot be read */
    public static RunRecord read(RunDirectory directory) {
        return of(directory, reader -> {
            try (SqliteJournal journal = SqliteJournal.openReadOnly(directory.journal())) {
                journal.forEachAfter(0, reader);
            }
        });
    }

    static RunRecord of(RunDirectory directory, Entries journal) {
        RunState state = new RunState();
        List<JournalEntry> told = new ArrayList<>();
        TokenCurve tokens = new TokenCurve();
        journal.forEach(entry -> {
            state.apply(entry);
            tokens.take(entry);
            if (isTold(entry.event())) {
                told.add(entry);
            }
        });
        return new RunRecord(directory, state, told, tokens, journal);
    }

    /** Whatever a run does over and over is told as a sum, by its state. */
    private static boolean isTold(RunEvent event) {
        return switch (event) {
            case RunEvent.OfTask _, RunEvent.OfMessage _, RunEvent.OfQuestion _ -> true;
            case RunEvent.OfWorker of -> !(of instanceof RunEvent.UsageMeasured);
            case RunEvent.OfRun of -> !(of instanceof RunEvent.FileWriting);
            case RunEvent.OfCall _, RunEvent.OfSupervisor _ -> false;
        };
    }

    RunEvent.RunCreated created() {
        return state.created().orElseThrow(() -> new IllegalStateException("a journal without a run"));
    }

    /** Returns where the team worked. */
    public Path workingDirectory() {
        return Path.of(created().directory());
    }

    /** Returns the time from the run's creation to the last entry that is told. */
    Duration duration() {
        Instant last = entries.isEmpty() ? state.startedAt() : entries.getLast().at();
        return Duration.between(state.startedAt(), last);
    }
}
