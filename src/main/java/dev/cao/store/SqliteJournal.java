package dev.cao.store;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.JournalEntry;
import dev.cao.domain.RunEvent;
import dev.cao.io.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * A journal in one SQLite file, in WAL mode: readers never block the writer. {@code synchronous=NORMAL}: an append
 * survives the death of the process; after a power cut the file is intact, but its last entries may be missing.
 * Not thread-safe.
 */
public final class SqliteJournal implements Journal {
    /** The layout that this cao writes. A file with a higher number was written by a newer cao. */
    static final int SCHEMA_VERSION = 1;

    /** For SQLite, a limit below zero is none. */
    private static final int ALL = -1;

    private final Path file;
    private final Connection connection;
    private long lastSeq;

    /** Kept from one append to the next, until one fails. */
    private @Nullable PreparedStatement insert;

    private SqliteJournal(Path file, Connection connection, long lastSeq) {
        this.file = file;
        this.connection = connection;
        this.lastSeq = lastSeq;
    }

    /**
     * Opens the journal for writing, and makes it when it is not there.
     *
     * @throws CaoException if it cannot be, or was written by a newer cao; the file is then untouched
     */
    public static SqliteJournal open(Path file) {
        return open(file, false);
    }

    /**
     * Opens an existing journal for reading, also while its run goes on.
     *
     * @throws CaoException if there is none, or it cannot be read
     */
    public static SqliteJournal openReadOnly(Path file) {
        if (!Files.exists(file)) {
            throw new CaoException(ExitStatus.NOT_FOUND, "there is no journal at " + file, "");
        }
        return open(file, true);
    }

    private static SqliteJournal open(Path file, boolean readOnly) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(5_000);
        config.setReadOnly(readOnly);
        try {
            if (!readOnly) {
                PrivateFiles.createIfMissing(file);
            }
            Connection connection = config.createConnection("jdbc:sqlite:" + file);
            try {
                int version = Math.toIntExact(number(connection, "PRAGMA user_version"));
                if (version > SCHEMA_VERSION) {
                    throw new CaoException(
                            ExitStatus.USAGE,
                            "the journal %s was written by a newer cao (layout %d; this cao knows %d)"
                                    .formatted(file, version, SCHEMA_VERSION),
                            "Use that newer cao; nothing was changed.");
                }
                if (!readOnly) {
                    prepare(connection, version);
                }
                long last =
                        version == 0 && readOnly ? 0 : number(connection, "SELECT coalesce(max(seq), 0) FROM event");
                return new SqliteJournal(file, connection, last);
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw failure("cannot open the journal " + file, e);
        } catch (IOException e) {
            throw new CaoException(
                    ExitStatus.USAGE,
                    "cannot make the journal %s: %s".formatted(file, e.getMessage()),
                    "Check the permissions of its folder, or point CAO_HOME elsewhere.",
                    e);
        }
    }

    private static void prepare(Connection connection, int version) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = NORMAL");
            if (version == 0) {
                statement.execute("""
                        CREATE TABLE IF NOT EXISTS event (
                          seq  INTEGER PRIMARY KEY,
                          at   INTEGER NOT NULL, -- milliseconds since 1970-01-01T00:00:00Z
                          type TEXT NOT NULL,
                          body TEXT NOT NULL     -- JSON
                        )
                        """);
                statement.execute("PRAGMA user_version = " + SCHEMA_VERSION);
            }
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.next() ? result.getLong(1) : 0L;
        }
    }

    @Override
    public List<JournalEntry> append(Instant at, List<RunEvent> events) {
        Instant written = Instant.ofEpochMilli(at.toEpochMilli());
        List<JournalEntry> entries = new ArrayList<>(events.size());
        try {
            connection.setAutoCommit(false);
            try {
                PreparedStatement statement = insertion();
                long seq = lastSeq;
                for (RunEvent event : events) {
                    seq++;
                    statement.setLong(1, seq);
                    statement.setLong(2, written.toEpochMilli());
                    statement.setString(3, EventCodec.typeOf(event));
                    statement.setString(4, EventCodec.bodyOf(event));
                    statement.executeUpdate();
                    entries.add(new JournalEntry(seq, written, event));
                }
                connection.commit();
                lastSeq = seq;
            } catch (SQLException e) {
                undo(e);
                throw e;
            }
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw failure("cannot write to the journal " + file, e);
        }
        return entries;
    }

    private PreparedStatement insertion() throws SQLException {
        if (insert == null) {
            insert = connection.prepareStatement("INSERT INTO event (seq, at, type, body) VALUES (?, ?, ?, ?)");
        }
        return insert;
    }

    /** SQLite ends the transaction itself when the disk is full and refuses to be asked again; the cause is told, not that. */
    private void undo(SQLException cause) {
        insert = null;
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
        try {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public List<JournalEntry> readAfter(long seq) {
        List<JournalEntry> entries = new ArrayList<>();
        read(seq, ALL, entries::add);
        return entries;
    }

    @Override
    public List<JournalEntry> readAfter(long seq, int most) {
        List<JournalEntry> entries = new ArrayList<>();
        read(seq, most, entries::add);
        return entries;
    }

    @Override
    public void forEachAfter(long seq, Consumer<JournalEntry> reader) {
        read(seq, ALL, reader);
    }

    private void read(long seq, int most, Consumer<JournalEntry> reader) {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT seq, at, type, body FROM event WHERE seq > ? ORDER BY seq LIMIT ?")) {
            select.setLong(1, seq);
            select.setInt(2, most);
            try (ResultSet row = select.executeQuery()) {
                long expected = seq + 1;
                while (row.next()) {
                    if (row.getLong(1) != expected) {
                        throw new SQLiteException("entry " + expected + " is missing", SQLiteErrorCode.SQLITE_CORRUPT);
                    }
                    expected++;
                    reader.accept(new JournalEntry(
                            row.getLong(1),
                            Instant.ofEpochMilli(row.getLong(2)),
                            EventCodec.read(row.getString(3), row.getString(4))));
                }
            }
        } catch (SQLException e) {
            throw failure("cannot read the journal " + file, e);
        } catch (EventCodec.UnreadableEventException e) {
            throw new CaoException(
                    ExitStatus.FAULT,
                    "the journal %s holds something that this cao does not understand: %s"
                            .formatted(file, e.getMessage()),
                    "Was it written by another version of cao? Nothing was changed.",
                    e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failure("cannot close the journal " + file, e);
        }
    }

    private static CaoException failure(String what, SQLException cause) {
        if (!(cause instanceof SQLiteException sqlite)) {
            // sqlite-jdbc: what SQLite itself refuses is an SQLiteException, the rest is its native library.
            return new CaoException(
                    ExitStatus.USAGE,
                    what + ": SQLite's native library cannot be loaded from " + System.getProperty("java.io.tmpdir"),
                    "Is there space, and may programs be run from there (noexec)?",
                    cause);
        }
        SQLiteErrorCode code = sqlite.getResultCode();
        String name = code.name();
        if (name.startsWith("SQLITE_FULL")) {
            return new CaoException(
                    ExitStatus.LOST, what + ": the disk is full", "Free some space, then resume.", cause);
        }
        if (name.startsWith("SQLITE_READONLY")
                || name.startsWith("SQLITE_CANTOPEN")
                || name.startsWith("SQLITE_PERM")) {
            return new CaoException(
                    ExitStatus.USAGE,
                    what + ": the folder or the file is not writable for you",
                    "Check its permissions, or point CAO_HOME elsewhere.",
                    cause);
        }
        if (name.startsWith("SQLITE_IOERR")) {
            return new CaoException(
                    ExitStatus.LOST,
                    what + ": the disk refused it (%s)".formatted(name),
                    "Check its free space and health, and the limit of file sizes (ulimit -f).",
                    cause);
        }
        if (name.startsWith("SQLITE_CORRUPT") || name.startsWith("SQLITE_NOTADB")) {
            return new CaoException(
                    ExitStatus.LOST,
                    what + ": the file is damaged",
                    "Restore it from a backup; nothing was changed.",
                    cause);
        }
        return new CaoException(ExitStatus.LOST, what + ": " + code.message, "", cause);
    }
}
