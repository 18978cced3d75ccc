package dev.cao.report;

import dev.cao.io.Json;
import dev.cao.run.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Takes secrets out of whatever leaves the run's private folder: the workers' tokens, and the values of variables whose
 * name says that they are secret. An agent may have printed them. Safe for many threads.
 */
public final class Redaction {
    private static final String PUT_INSTEAD = "***";

    /** Shorter values would blacken ordinary words. */
    private static final int MIN_LENGTH = 8;

    private static final Pattern SECRET_NAME =
            Pattern.compile("(?i).*(token|secret|passw|credential|private|api_?key|access_?key|_key$|_pat$).*");

    /** Longest first: one secret may be part of another. */
    private final Set<String> secrets = new ConcurrentSkipListSet<>(
            Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    private final RunDirectory directory;

    /** @param environment every variable that a worker of the run may have got */
    public Redaction(RunDirectory directory, List<Map<String, String>> environment) {
        this.directory = directory;
        environment.forEach(variables -> variables.forEach((name, value) -> {
            if (SECRET_NAME.matcher(name).matches()) {
                add(value);
            }
        }));
        refresh();
    }

    /** Takes the tokens of workers in that were started since. */
    public void refresh() {
        try (Stream<Path> workers = Files.list(directory.root().resolve("workers"))) {
            for (Path worker : workers.toList()) {
                Path token = worker.resolve("token");
                if (Files.isRegularFile(token)) {
                    Files.readString(token).lines().map(String::strip).forEach(this::add);
                }
            }
        } catch (IOException _) {
            // No worker was started yet, or its folder is just made; the next refresh sees it.
            return;
        }
    }

    private void add(String secret) {
        if (secret.strip().length() >= MIN_LENGTH) {
            secrets.add(secret);
            String quoted = Json.line(secret);
            secrets.add(quoted.substring(1, quoted.length() - 1));
        }
    }

    /** Returns the text with each secret replaced. */
    public String of(String text) {
        String clean = text;
        for (String secret : secrets) {
            clean = clean.replace(secret, PUT_INSTEAD);
        }
        return clean;
    }
}
