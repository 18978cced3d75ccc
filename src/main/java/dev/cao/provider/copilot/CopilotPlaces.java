package dev.cao.provider.copilot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Where Copilot keeps what it knows of its sessions. */
final class CopilotPlaces {
    private CopilotPlaces() {}

    private static Path home(Map<String, String> environment) {
        String home = environment.getOrDefault("COPILOT_HOME", "");
        return home.isEmpty() ? Path.of(environment.getOrDefault("HOME", "/"), ".copilot") : Path.of(home);
    }

    /** Returns the file of a session's events; it need not exist yet. */
    static Path events(Map<String, String> environment, String session) {
        return home(environment).resolve("session-state").resolve(session).resolve("events.jsonl");
    }

    /** Returns how many bytes of it are there. */
    static long size(Path events) {
        try {
            return Files.exists(events) ? Files.size(events) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
