package dev.cao.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.JournalEntry;
import dev.cao.domain.RunEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteJournalTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00.123Z");

    @TempDir
    Path folder;

    @Test
    void whatWasAppendedIsReadAfterReopening() {
        Path file = folder.resolve("journal.db");
        try (SqliteJournal journal = SqliteJournal.open(file)) {
            journal.append(NOW, EventSamples.all());
        }

        try (SqliteJournal journal = SqliteJournal.open(file)) {
            assertThat(journal.readAfter(0)).extracting(JournalEntry::event).isEqualTo(EventSamples.all());
        }
    }

    @Test
    void numbersGoOnWithoutGapsAfterReopening() {
        Path file = folder.resolve("journal.db");
        try (SqliteJournal journal = SqliteJournal.open(file)) {
            journal.append(NOW, List.of(note("one"), note("two")));
        }

        try (SqliteJournal journal = SqliteJournal.open(file)) {
            assertThat(journal.append(NOW, List.of(note("three"))))
                    .containsExactly(new JournalEntry(3, NOW, note("three")));
        }
    }

    @Test
    void aReaderSeesWhatTheWriterAppendsMeanwhile() {
        Path file = folder.resolve("journal.db");
        try (SqliteJournal writer = SqliteJournal.open(file);
                SqliteJournal reader = SqliteJournal.openReadOnly(file)) {
            writer.append(NOW, List.of(note("one")));

            assertThat(reader.readAfter(0)).extracting(JournalEntry::seq).containsExactly(1L);
        }
    }

    @Test
    void aJournalOfANewerCaoIsRefusedAndLeftAlone() throws Exception {
        Path file = folder.resolve("journal.db");
        SqliteJournal.open(file).close();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = 99");
        }
        byte[] before = Files.readAllBytes(file);

        assertThatThrownBy(() -> SqliteJournal.open(file))
                .isInstanceOfSatisfying(
                        CaoException.class, e -> assertThat(e.what()).contains("newer cao"));
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void aFileThatIsNoDatabaseIsCalledDamaged() throws IOException {
        Path file = Files.writeString(folder.resolve("journal.db"), "no database at all, ".repeat(100));

        assertThatThrownBy(() -> SqliteJournal.open(file))
                .isInstanceOfSatisfying(
                        CaoException.class, e -> assertThat(e.what()).contains("damaged"));
    }

    @Test
    void aMissingJournalIsNotMadeByReading() {
        Path file = folder.resolve("journal.db");

        assertThatThrownBy(() -> SqliteJournal.openReadOnly(file))
                .isInstanceOfSatisfying(
                        CaoException.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.NOT_FOUND));
        assertThat(file).doesNotExist();
    }

    private static RunEvent note(String text) {
        return new RunEvent.Noted(RunEvent.Level.INFO, text);
    }
}
