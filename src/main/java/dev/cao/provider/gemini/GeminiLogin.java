package dev.cao.provider.gemini;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What Gemini CLI takes from elsewhere than its home: the key to its model, and a project's settings. */
final class GeminiLogin {
    /** What a project may set for itself; its other settings go before those of the home. */
    private static final Set<String> HARMLESS = Set.of("$schema", "context", "model", "ui");

    private static final JsonMapper LENIENT =
            JsonMapper.builder().enable(JsonParser.Feature.ALLOW_COMMENTS).build();

    private GeminiLogin() {}

    /** Returns why it cannot reach its model; empty when it can. */
    static Optional<String> missing(Map<String, String> environment) {
        boolean vertex = vertex(environment);
        return vertex || !environment.getOrDefault("GEMINI_API_KEY", "").isEmpty()
                ? Optional.empty()
                : Optional.of("it has no key: GEMINI_API_KEY is not set, nor GOOGLE_GENAI_USE_VERTEXAI");
    }

    /** Returns the name of the way to its model, as its settings call it. */
    static String type(Map<String, String> environment) {
        return vertex(environment) ? "vertex-ai" : "gemini-api-key";
    }

    private static boolean vertex(Map<String, String> environment) {
        return environment.getOrDefault("GOOGLE_GENAI_USE_VERTEXAI", "").equals("true");
    }

    /** Returns why the project's own settings would undo the worker's rights; empty when they would not. */
    static Optional<String> overruled(Path directory) {
        Path settings = directory.resolve(".gemini").resolve("settings.json");
        if (!Files.exists(settings)) {
            return Optional.empty();
        }
        try {
            JsonNode keys = LENIENT.readTree(Files.readString(settings));
            return keys.properties().stream()
                    .map(Map.Entry::getKey)
                    .filter(key -> !HARMLESS.contains(key))
                    .findFirst()
                    .map(key -> "%s sets '%s', which would overrule the worker's rights".formatted(settings, key));
        } catch (IOException e) {
            return Optional.of("%s cannot be read: %s".formatted(settings, e.getMessage()));
        }
    }
}
