package dev.cao.provider.copilot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.agent.LaunchRequest;
import dev.cao.io.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files that one start of Copilot is given: a plugin with hooks, and cao's tools. None of the user's own is touched. */
final class CopilotFiles {
    /** A person may take long to answer a permission request. */
    private static final Duration REQUEST_TIMEOUT = Duration.ofDays(7);
    /** By default Copilot gives a tool call up after three minutes; a handoff may take hours. */
    private static final Duration TOOL_TIMEOUT = Duration.ofDays(1);
    /** What the bridge is told, so that its answer comes before Copilot gives up. */
    static final Duration TOOL_LIMIT = TOOL_TIMEOUT.minusMinutes(1);

    /** Of a folder named to it, Copilot reads only files that say for which files of the project they hold. */
    private static final String FOR_ALL_FILES = "---\napplyTo: \"**\"\n---\n";

    private CopilotFiles() {}

    static Path plugin(LaunchRequest request) {
        return request.home().resolve("copilot-plugin");
    }

    static Path mcp(LaunchRequest request) {
        return request.home().resolve("copilot-mcp.json");
    }

    /** The folder where Copilot looks for instructions besides those of the project. */
    static Path instructions(LaunchRequest request) {
        return request.home().resolve("copilot-instructions");
    }

    static Map<Path, String> all(LaunchRequest request) {
        Map<Path, String> files = new LinkedHashMap<>();
        files.put(plugin(request).resolve("plugin.json"), Json.line(manifest()));
        files.put(plugin(request).resolve("hooks.json"), Json.line(hooks()));
        files.put(mcp(request), Json.line(mcpOf(request)));
        files.put(request.home().resolve("tool.sh"), resource("tool.sh"));
        files.put(request.home().resolve("request.sh"), resource("request.sh"));
        if (!request.profile().instructions().isBlank()) {
            files.put(
                    instructions(request).resolve("cao.instructions.md"),
                    FOR_ALL_FILES + request.profile().instructions());
        }
        return files;
    }

    private static ObjectNode manifest() {
        return Json.object()
                .put("name", "cao")
                .put("version", "1.0.0")
                .put("description", "tells cao what happens")
                .put("hooks", "hooks.json");
    }

    private static ObjectNode hooks() {
        ObjectNode file = Json.object().put("version", 1);
        ObjectNode hooks = file.putObject("hooks");
        hook(hooks, "preToolUse", "sh \"$CAO_HOOKS/tool.sh\"");
        hook(hooks, "permissionRequest", "sh \"$CAO_HOOKS/request.sh\"");
        // Copilot writes the end of a turn down when there is a hook for it.
        hook(hooks, "agentStop", "true");
        return file;
    }

    private static void hook(ObjectNode hooks, String event, String command) {
        hooks.putArray(event)
                .addObject()
                .put("type", "command")
                .put("bash", command)
                .put("timeoutSec", REQUEST_TIMEOUT.toSeconds());
    }

    private static ObjectNode mcpOf(LaunchRequest request) {
        ObjectNode config = Json.object();
        List<String> cao = request.caoCommand();
        ObjectNode server = config.putObject("mcpServers").putObject("cao");
        server.put("type", "local").put("command", cao.getFirst()).put("timeout", TOOL_TIMEOUT.toMillis());
        server.putArray("tools").add("*");
        ArrayNode arguments = server.putArray("args");
        cao.stream().skip(1).forEach(arguments::add);
        arguments.add("mcp");
        return config;
    }

    private static String resource(String name) {
        try (InputStream in = CopilotFiles.class.getResourceAsStream("/dev/cao/provider/copilot/" + name)) {
            if (in == null) {
                throw new IllegalStateException("missing in this build: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
