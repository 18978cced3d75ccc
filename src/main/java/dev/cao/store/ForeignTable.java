package dev.cao.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.sqlite.SQLiteConfig;

/**
 * A table of keys and values in a SQLite file of another program, which may write to it meanwhile. Only read; a connection
 * is held no longer than a question takes.
 *
 * @param table its name; it has the columns {@code key} and {@code value}
 */
public record ForeignTable(Path file, String table) {
    private static final int BUSY_MILLISECONDS = 200;

    public ForeignTable {
        if (!table.matches("[a-z_]+")) {
            throw new IllegalArgumentException("no name of a table: " + table);
        }
    }

    /** Returns the value; empty also when there is no such file or table, or it cannot be read now. */
    public Optional<String> value(String key) {
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(BUSY_MILLISECONDS);
        try (Connection connection = config.createConnection("jdbc:sqlite:" + file);
                PreparedStatement query =
                        connection.prepareStatement("SELECT value FROM " + table + " WHERE key = ?")) {
            query.setString(1, key);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
            }
        } catch (SQLException _) {
            return Optional.empty();
        }
    }
}
