package dev.cao.provider.q;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cao.io.Json;
import dev.cao.store.ForeignTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Amazon Q's own store of conversations: one for each directory, the last. Two agents in one directory overwrite each
 * other's, so that a conversation counts only where it holds the prompt in question as its last.
 */
final class QStore {
    private final ForeignTable conversations;
    private final String directory;

    QStore(Map<String, String> environment, Path directory) {
        this.conversations = new ForeignTable(file(environment), "conversations");
        this.directory = real(directory);
    }

    private static Path file(Map<String, String> environment) {
        Path home = Path.of(environment.getOrDefault("HOME", "/"));
        Path mac = home.resolve("Library/Application Support/amazon-q/data.sqlite3");
        String data = environment.getOrDefault("XDG_DATA_HOME", "");
        Path share = data.isEmpty() ? home.resolve(".local/share") : Path.of(data);
        return Files.exists(mac) ? mac : share.resolve("amazon-q/data.sqlite3");
    }

    private static String real(Path directory) {
        try {
            return directory.toRealPath().toString();
        } catch (IOException _) {
            return directory.toAbsolutePath().normalize().toString();
        }
    }

    /** Returns the exact text that ended the turn with this prompt, if it is the last turn of the last conversation. */
    Optional<String> answerTo(String prompt) {
        return last().filter(last -> asked(last, prompt))
                .map(history -> history.get(history.size() - 1))
                .map(entry -> assistant(entry).path("Response").path("content"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText);
    }

    /** Tells whether the last conversation of the directory is the one whose last prompt this was. */
    boolean endsWith(String prompt) {
        return last().filter(history -> asked(history, prompt)).isPresent();
    }

    private Optional<JsonNode> last() {
        return conversations.value(directory).flatMap(QStore::history);
    }

    private static Optional<JsonNode> history(String conversation) {
        try {
            return Optional.of(Json.parseObject(conversation).path("history"))
                    .filter(history -> history.isArray() && !history.isEmpty());
        } catch (Json.NotJsonException _) {
            return Optional.empty();
        }
    }

    /** The entries after the prompt's own hold what tools gave. */
    private static boolean asked(JsonNode history, String prompt) {
        for (int entry = history.size() - 1; entry >= 0; entry--) {
            JsonNode text =
                    user(history.get(entry)).path("content").path("Prompt").path("prompt");
            if (text.isTextual()) {
                return text.asText().strip().equals(prompt.strip());
            }
        }
        return false;
    }

    /** Older versions store a pair, newer ones an object. */
    private static JsonNode user(JsonNode entry) {
        return entry.isArray() ? entry.path(0) : entry.path("user");
    }

    private static JsonNode assistant(JsonNode entry) {
        return entry.isArray() ? entry.path(1) : entry.path("assistant");
    }
}
