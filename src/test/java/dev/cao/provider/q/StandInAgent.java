package dev.cao.provider.q;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.io.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** An agent file: what there is, what goes unasked, and the hooks. The project's folder comes before the user's. */
final class StandInAgent {
    private final JsonNode file;
    private final Path directory;
    private final boolean trustsAll;
    private final Set<String> trusted = new HashSet<>();

    private StandInAgent(JsonNode file, Path directory, boolean trustsAll) {
        this.file = file;
        this.directory = directory;
        this.trustsAll = trustsAll;
    }

    static Optional<StandInAgent> find(String name, Path project, Path user, Path directory, boolean trustsAll)
            throws IOException {
        for (Path folder : List.of(project, user)) {
            Path file = folder.resolve(name + ".json");
            if (Files.exists(file)) {
                return Optional.of(new StandInAgent(Json.parseObject(Files.readString(file)), directory, trustsAll));
            }
        }
        return Optional.empty();
    }

    JsonNode servers() {
        return file.path("mcpServers");
    }

    /** Tells whether there is such a tool: {@code execute_bash}, {@code @server/tool}. */
    boolean has(String tool) {
        boolean own = !tool.startsWith("@");
        return names("tools").contains("*")
                || (own && names("tools").contains("@builtin"))
                || covers(names("tools"), tool);
    }

    boolean isAllowed(String tool) {
        return trustsAll || trusted.contains(tool) || covers(names("allowedTools"), tool);
    }

    void trust(String tool) {
        trusted.add(tool);
    }

    private static boolean covers(Set<String> names, String tool) {
        return names.contains(tool) || names.contains(tool.replaceFirst("/.*", ""));
    }

    private Set<String> names(String field) {
        Set<String> names = new HashSet<>();
        file.path(field).forEach(name -> names.add(name.asText()));
        return names;
    }

    /**
     * Runs the hooks of an event.
     *
     * @return what a hook that ended with 2 wrote to its error output: it forbids the tool
     */
    Optional<String> run(String event, ObjectNode payload) throws IOException, InterruptedException {
        Optional<String> forbidden = Optional.empty();
        payload.put("hook_event_name", event).put("cwd", directory.toString());
        for (JsonNode hook : file.path("hooks").path(event)) {
            ProcessBuilder builder =
                    new ProcessBuilder("sh", "-c", hook.path("command").asText()).directory(directory.toFile());
            if (payload.has("prompt")) {
                builder.environment().put("USER_PROMPT", payload.path("prompt").asText());
            }
            Process process = builder.start();
            try (var in = process.getOutputStream()) {
                in.write(Json.line(payload).getBytes(StandardCharsets.UTF_8));
            }
            if (!process.waitFor(hook.path("timeout_ms").asLong(30_000), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                continue;
            }
            if (process.exitValue() == 2) {
                forbidden = Optional.of(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return forbidden;
    }

    /** Returns the argv of each MCP server. */
    static List<String> argv(JsonNode server) {
        List<String> argv = new ArrayList<>(List.of(server.path("command").asText()));
        server.path("args").forEach(word -> argv.add(word.asText()));
        return argv;
    }
}
