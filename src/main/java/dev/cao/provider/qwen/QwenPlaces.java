package dev.cao.provider.qwen;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.agent.EventTail;
import dev.cao.agent.Login;
import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.io.Json;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where Qwen Code keeps what is the user's and the machine's. Nothing is written there. */
final class QwenPlaces {
    static final String SYSTEM_SETTINGS = "QWEN_CODE_SYSTEM_SETTINGS_PATH";
    static final String SYSTEM_DEFAULTS = "QWEN_CODE_SYSTEM_DEFAULTS_PATH";
    static final String TRUSTED_FOLDERS = "QWEN_CODE_TRUSTED_FOLDERS_PATH";

    private static final JsonMapper LENIENT =
            JsonMapper.builder().enable(JsonParser.Feature.ALLOW_COMMENTS).build();

    private QwenPlaces() {}

    private static Path home(Map<String, String> environment) {
        String home = environment.getOrDefault("QWEN_HOME", "");
        return home.isEmpty() ? Path.of(environment.getOrDefault("HOME", "/"), ".qwen") : Path.of(home);
    }

    /** Returns the file with the settings of the machine, which may not be there. */
    static Path systemSettings(Map<String, String> environment) {
        String named = environment.getOrDefault(SYSTEM_SETTINGS, "");
        if (!named.isEmpty()) {
            return Path.of(named);
        }
        boolean mac = System.getProperty("os.name", "").startsWith("Mac");
        return Path.of(mac ? "/Library/Application Support/QwenCode/settings.json" : "/etc/qwen-code/settings.json");
    }

    /** Returns the file with the defaults of the machine, which Qwen Code looks for beside the former. */
    static Path systemDefaults(Map<String, String> environment) {
        String named = environment.getOrDefault(SYSTEM_DEFAULTS, "");
        return named.isEmpty() ? systemSettings(environment).resolveSibling("system-defaults.json") : Path.of(named);
    }

    static Path trustedFolders(Map<String, String> environment) {
        String named = environment.getOrDefault(TRUSTED_FOLDERS, "");
        return named.isEmpty() ? home(environment).resolve("trustedFolders.json") : Path.of(named);
    }

    /** Returns what a file of settings holds; an empty object where there is none. */
    static ObjectNode settings(Path file) {
        if (!Files.exists(file)) {
            return Json.object();
        }
        try {
            JsonNode settings = LENIENT.readTree(Files.readString(file));
            if (settings instanceof ObjectNode object) {
                return object;
            }
            throw new CaoException(ExitStatus.USAGE, file + " is no JSON object", "Correct it, or move it away.");
        } catch (IOException e) {
            throw new CaoException(
                    ExitStatus.USAGE,
                    "%s cannot be read: %s".formatted(file, e.getMessage()),
                    "Correct it, or move it away.",
                    e);
        }
    }

    /**
     * Tells by what Qwen Code would reach its model. Its secrets are not read.
     *
     * @param folders where it would work; they may have settings and variables of their own
     */
    static Login login(Map<String, String> environment, List<Path> folders) {
        List<Path> settings = new ArrayList<>(List.of(
                home(environment).resolve("settings.json"), systemSettings(environment), systemDefaults(environment)));
        folders.forEach(folder -> settings.add(folder.resolve(".qwen/settings.json")));
        Optional<Path> chosen =
                settings.stream().filter(QwenPlaces::choosesLogin).findFirst();
        if (chosen.isPresent()) {
            return new Login.Found(chosen.get() + " chooses how it logs in");
        }
        Optional<String> key = environment.entrySet().stream()
                .filter(variable -> variable.getKey().endsWith("_API_KEY")
                        && !variable.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .findFirst();
        if (key.isPresent()) {
            return new Login.Found(key.get() + " is set");
        }
        List<Path> variables = new ArrayList<>(
                List.of(home(environment).resolve(".env"), Path.of(environment.getOrDefault("HOME", "/"), ".env")));
        folders.forEach(folder -> variables.addAll(List.of(folder.resolve(".qwen/.env"), folder.resolve(".env"))));
        return variables.stream().anyMatch(Files::exists)
                ? new Login.Unknown()
                : new Login.Missing(
                        "it is not logged in: there is neither a variable such as OPENAI_API_KEY nor a choice in "
                                + settings.getFirst(),
                        "Run 'qwen' once and connect a provider.");
    }

    /** A file that is no JSON is for Qwen Code to complain about. */
    private static boolean choosesLogin(Path file) {
        try {
            return !settings(file)
                    .path("security")
                    .path("auth")
                    .path("selectedType")
                    .asText()
                    .isEmpty();
        } catch (CaoException _) {
            return false;
        }
    }

    /** Tells whether a former start of this worker has written the conversation down. */
    static boolean spoken(Path home, String conversation) {
        try (DirectoryStream<Path> logs = Files.newDirectoryStream(home, "events-*.jsonl")) {
            for (Path log : logs) {
                for (EventTail.Line line : new EventTail(log).newLines()) {
                    boolean there = QwenLines.object(line.text())
                            .map(event -> event.path("transcript_path").asText())
                            .filter(path -> path.contains(conversation) && Files.exists(Path.of(path)))
                            .isPresent();
                    if (there) {
                        return true;
                    }
                }
            }
            return false;
        } catch (IOException _) {
            return false;
        }
    }
}
