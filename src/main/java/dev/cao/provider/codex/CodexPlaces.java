package dev.cao.provider.codex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.agent.Login;
import dev.cao.io.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where Codex 0.169.0 keeps its own files, which cao only reads, and where cao keeps the events of one. */
final class CodexPlaces {
    private static final Pattern PROJECT = Pattern.compile("(?m)^\\s*\\[projects\\.([\"'])(.+?)\\1]\\s*$");
    private static final Pattern TRUSTED = Pattern.compile("(?m)^\\s*trust_level\\s*=\\s*[\"']trusted[\"']");

    private static final Pattern OWN_PROVIDER = Pattern.compile("(?m)^\\s*model_provider\\s*=");

    private CodexPlaces() {}

    static Path codexHome(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("CODEX_HOME"))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .orElseGet(() -> Path.of(environment.getOrDefault("HOME", "/"), ".codex"));
    }

    static Path real(Path directory) {
        try {
            return directory.toRealPath();
        } catch (IOException _) {
            return directory.toAbsolutePath().normalize();
        }
    }

    /** A model provider of the user's own may need no login at all. */
    static Login login(Map<String, String> environment) {
        Path auth = codexHome(environment).resolve("auth.json");
        if (Files.isRegularFile(auth)) {
            return new Login.Found(auth + " exists");
        }
        Path config = codexHome(environment).resolve("config.toml");
        try {
            if (OWN_PROVIDER.matcher(Files.readString(config)).find()) {
                return new Login.Found(config + " names a model_provider");
            }
        } catch (IOException _) {
            // There is none: nothing names a provider.
        }
        return new Login.Missing("no login was found: there is no " + auth, "Run 'codex login'.");
    }

    /** Tells whether the user told Codex before to trust this very folder. */
    static boolean trusts(Map<String, String> environment, Path directory) {
        String config;
        try {
            config = Files.readString(codexHome(environment).resolve("config.toml"));
        } catch (IOException _) {
            return false;
        }
        Matcher project = PROJECT.matcher(config);
        while (project.find()) {
            String rest = config.substring(project.end());
            String section = rest.split("(?m)^\\s*\\[", 2)[0];
            if (project.group(2).equals(real(directory).toString())
                    && TRUSTED.matcher(section).find()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns the native program behind npm's: that one starts it as a child of Node, of which it is no part that cao
     * needs.
     */
    static Path program(Path found) {
        Path start = real(found);
        Path scope = start.resolve("../../..").normalize();
        if (!start.endsWith("bin/codex.js") || !Files.isDirectory(scope)) {
            return found;
        }
        try (Stream<Path> packages =
                Files.find(scope, 5, (path, attributes) -> attributes.isRegularFile() && path.endsWith("bin/codex"))) {
            return packages.filter(Files::isExecutable).findFirst().orElse(found);
        } catch (IOException _) {
            return found;
        }
    }

    /** Returns the event log of the next start; each start has one of its own, named after the conversation. */
    static Path freshLog(Path home, String conversation) {
        int number = 1;
        Path log;
        do {
            log = home.resolve("events-%s-%d.jsonl".formatted(conversation, number++));
        } while (Files.exists(log));
        return log;
    }

    /** Returns Codex's own id of the conversation that cao knows by that one, once Codex has told it. */
    static Optional<String> thread(Path home, String conversation) {
        return logs(home, conversation).stream()
                .flatMap(CodexPlaces::lines)
                .filter(line -> line.contains("\"session_id\""))
                .flatMap(line -> object(line).stream())
                .map(line -> line.path("session_id").asText())
                .filter(id -> !id.isEmpty())
                .reduce((_, last) -> last);
    }

    /** Returns how much of that transcript the event logs of this worker account for. */
    static long counted(Path home, String transcript) {
        return logs(home, "").stream()
                .flatMap(CodexPlaces::lines)
                .filter(line -> line.contains("\"" + CodexRollout.KIND + "\""))
                .flatMap(line -> object(line).stream())
                .filter(line -> line.path("file").asText().equals(transcript))
                .mapToLong(line -> line.path("end").asLong())
                .max()
                .orElse(0);
    }

    private static List<Path> logs(Path home, String conversation) {
        try (Stream<Path> files = Files.list(home)) {
            return files.filter(
                            file -> String.valueOf(file.getFileName()).matches("events-" + conversation + ".*\\.jsonl"))
                    .sorted(java.util.Comparator.comparing(CodexPlaces::modified))
                    .toList();
        } catch (IOException _) {
            return List.of();
        }
    }

    private static long modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException _) {
            return 0;
        }
    }

    private static Stream<String> lines(Path log) {
        try {
            return Files.readAllLines(log, StandardCharsets.UTF_8).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Optional<ObjectNode> object(String line) {
        try {
            return Optional.of(Json.parseObject(line));
        } catch (Json.NotJsonException _) {
            return Optional.empty();
        }
    }
}
