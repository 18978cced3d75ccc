package dev.cao.provider.q;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/**
 * A conversation as the model is told it, and where it is kept: Amazon Q in a table by directory, Kiro in a file by id.
 * What is kept has the model's own form beside that of the CLI, so that it can be taken up again.
 */
final class StandInConversation {
    private final QKind kind;
    private final Path home;
    private final Path directory;
    private String id = UUID.randomUUID().toString();
    private ArrayNode messages = Json.MAPPER.createArrayNode();
    private ArrayNode history = Json.MAPPER.createArrayNode();

    StandInConversation(QKind kind, Path home, Path directory) {
        this.kind = kind;
        this.home = home;
        this.directory = directory;
    }

    String id() {
        return id;
    }

    ArrayNode messages() {
        return messages;
    }

    void user(String text) {
        content("user").addObject().put("type", "text").put("text", text);
    }

    void prompted(String prompt) {
        history.addObject()
                .putObject("user")
                .putObject("content")
                .putObject("Prompt")
                .put("prompt", prompt);
    }

    void result(String toolUse, String text) {
        content("user")
                .addObject()
                .put("type", "tool_result")
                .put("tool_use_id", toolUse)
                .put("content", text);
    }

    void assistant(JsonNode content) {
        messages.addObject().put("role", "assistant").set("content", content);
    }

    private ArrayNode content(String role) {
        return messages.addObject().put("role", role).putArray("content");
    }

    /** The turn ended with this text. */
    void answered(String text) throws IOException, SQLException {
        ((ObjectNode) history.get(history.size() - 1))
                .putObject("assistant")
                .putObject("Response")
                .put("message_id", id)
                .put("content", text);
        ObjectNode kept = Json.object().put("conversation_id", id);
        kept.set("history", history);
        kept.set("messages", messages);
        switch (kind) {
            case AMAZON_Q -> store(Json.line(kept));
            case KIRO -> Files.writeString(Files.createDirectories(sessions()).resolve(id + ".json"), Json.line(kept));
        }
    }

    private Path sessions() {
        return home.resolve(".kiro/sessions/cli");
    }

    private Connection database() throws IOException, SQLException {
        Path folder = Files.createDirectories(home.resolve(".local/share/amazon-q"));
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data.sqlite3"));
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 5000");
            statement.execute("CREATE TABLE IF NOT EXISTS conversations (key TEXT PRIMARY KEY, value TEXT)");
        }
        return connection;
    }

    private void store(String conversation) throws IOException, SQLException {
        try (Connection connection = database();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT OR REPLACE INTO conversations (key, value) VALUES (?, ?)")) {
            insert.setString(1, directory.toString());
            insert.setString(2, conversation);
            insert.execute();
        }
    }

    /** @param wanted the id of an existing one; empty for the last of the directory */
    boolean resume(String wanted) throws IOException, SQLException {
        Optional<String> kept = kind == QKind.KIRO
                ? Optional.of(sessions().resolve(wanted + ".json"))
                        .filter(Files::exists)
                        .map(StandInConversation::read)
                : last();
        if (kept.isEmpty()) {
            return false;
        }
        ObjectNode conversation = Json.parseObject(kept.get());
        id = conversation.path("conversation_id").asText();
        messages = (ArrayNode) conversation.get("messages");
        history = (ArrayNode) conversation.get("history");
        return true;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Optional<String> last() throws IOException, SQLException {
        try (Connection connection = database();
                PreparedStatement query =
                        connection.prepareStatement("SELECT value FROM conversations WHERE key = ?")) {
            query.setString(1, directory.toString());
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
            }
        }
    }
}
