package dev.cao.provider.claude;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cao.agent.Login;
import dev.cao.io.Json;
import dev.cao.io.ProcessTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where Claude Code 2.1.330 keeps its own files. cao only reads them. */
final class ClaudePlaces {
    private ClaudePlaces() {}

    static Path config(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("CLAUDE_CONFIG_DIR"))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .orElseGet(() -> home(environment).resolve(".claude"));
    }

    private static Path home(Map<String, String> environment) {
        return Path.of(environment.getOrDefault("HOME", "/"));
    }

    /** Sessions are kept by working directory, in a folder with a dash for each character that is no letter or digit. */
    static Path transcript(Path config, Path directory, String conversation) {
        String folder = real(directory).toString().replaceAll("[^A-Za-z0-9]", "-");
        return config.resolve("projects").resolve(folder).resolve(conversation + ".jsonl");
    }

    /**
     * Tells whether a transcript holds a message. It begins with lines of other kinds, and the first prompt is written some
     * moments after the model was asked; without one Claude Code finds no conversation, and takes its id for used.
     */
    static boolean holdsMessages(Path transcript) {
        if (!Files.exists(transcript)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(transcript)) {
            return lines.anyMatch(line -> line.contains("\"type\":\"user\"") && isMessage(line));
        } catch (IOException | UncheckedIOException _) {
            return false;
        }
    }

    private static boolean isMessage(String line) {
        try {
            return Json.parseObject(line).path("type").asText().equals("user");
        } catch (Json.NotJsonException _) {
            return false;
        }
    }

    private static Path real(Path directory) {
        try {
            return directory.toRealPath();
        } catch (IOException _) {
            return directory.toAbsolutePath().normalize();
        }
    }

    /** Tells whether Claude Code asks no question about working in this folder; a trusted parent covers its children. */
    static boolean trusts(Map<String, String> environment, Path directory) {
        Path file = Optional.ofNullable(environment.get("CLAUDE_CONFIG_DIR"))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .orElseGet(() -> home(environment))
                .resolve(".claude.json");
        JsonNode projects;
        try {
            projects = Json.MAPPER.readTree(Files.readAllBytes(file)).path("projects");
        } catch (IOException _) {
            return false;
        }
        for (Path folder = real(directory); folder != null; folder = folder.getParent()) {
            if (projects.path(folder.toString()).path("hasTrustDialogAccepted").asBoolean()) {
                return true;
            }
        }
        return false;
    }

    /** Tells what Claude Code would log in with, in its own order. Its secrets are not read. */
    static Login login(Map<String, String> environment) {
        for (String variable : List.of(
                "CLAUDE_CODE_USE_BEDROCK",
                "CLAUDE_CODE_USE_VERTEX",
                "ANTHROPIC_AUTH_TOKEN",
                "ANTHROPIC_API_KEY",
                "CLAUDE_CODE_OAUTH_TOKEN")) {
            if (!environment.getOrDefault(variable, "").isEmpty()) {
                return new Login.Found(variable + " is set");
            }
        }
        Path file = config(environment).resolve(".credentials.json");
        if (Files.isRegularFile(file)) {
            return new Login.Found(file + " exists");
        }
        return System.getProperty("os.name", "").equals("Linux")
                ? new Login.Missing(
                        "no login was found: neither a variable nor " + file, "Run 'claude' once and log in.")
                : new Login.Unknown(); // elsewhere the keychain has it
    }

    /** Returns the living process that has this conversation open: Claude Code would let two of them write one transcript. */
    static Optional<Long> running(Map<String, String> environment, String conversation) {
        Path sessions = config(environment).resolve("sessions");
        if (!Files.isDirectory(sessions)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(sessions, "*.json")) {
            for (Path file : files) {
                JsonNode state = Json.MAPPER.readTree(Files.readAllBytes(file));
                long pid = state.path("pid").asLong();
                if (state.path("sessionId").asText().equals(conversation)
                        && ProcessHandle.of(pid)
                                .filter(process -> ProcessTree.only(process).isAlive())
                                .isPresent()) {
                    return Optional.of(pid);
                }
            }
        } catch (IOException _) {
            return Optional.empty();
        }
        return Optional.empty();
    }
}
