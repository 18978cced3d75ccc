package dev.cao.provider.claude;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.agent.LaunchRequest;
import dev.cao.io.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files that one start of Claude Code is given; none of the user's own is touched. */
final class ClaudeFiles {
    /** Seconds; a person may take long to answer a permission request. */
    private static final int REQUEST_TIMEOUT = 7 * 24 * 3600;

    private static final int EVENT_TIMEOUT = 60;
    /** Milliseconds; Claude Code's hard limit of a tool call, which progress does not extend. */
    private static final long TOOL_TIMEOUT = 24L * 3600 * 1000;

    /** Appends one event; a shell's start, no program of ours. */
    private static final String WRITE_DOWN = "printf '%s\\n' \"$(cat)\" >>\"$CAO_SPOOL\"";

    private ClaudeFiles() {}

    static Path settings(LaunchRequest request) {
        return request.home().resolve("claude-settings.json");
    }

    static Path mcp(LaunchRequest request) {
        return request.home().resolve("claude-mcp.json");
    }

    static Path instructions(LaunchRequest request) {
        return request.home().resolve("instructions.md");
    }

    static Map<Path, String> all(LaunchRequest request) {
        Map<Path, String> files = new LinkedHashMap<>();
        files.put(settings(request), Json.line(settingsOf(request)));
        files.put(mcp(request), Json.line(mcpOf(request)));
        files.put(instructions(request), request.profile().instructions());
        files.put(request.home().resolve("tool.sh"), resource("tool.sh"));
        files.put(request.home().resolve("request.sh"), resource("request.sh"));
        return files;
    }

    private static ObjectNode settingsOf(LaunchRequest request) {
        ObjectNode settings = Json.object();
        // The renderer with a history: a person, and cao, can scroll back.
        settings.put("tui", "default");
        ArrayNode allowed = settings.putObject("permissions").putArray("allow");
        allowed.add("mcp__cao");
        allowed.add("Read(/" + request.texts() + "/**)");
        ObjectNode hooks = settings.putObject("hooks");
        for (String event : List.of("SessionStart", "UserPromptSubmit", "Stop", "StopFailure", "SessionEnd")) {
            hook(hooks, event, WRITE_DOWN, EVENT_TIMEOUT);
        }
        hook(hooks, "PreToolUse", "sh \"$CAO_HOOKS/tool.sh\"", REQUEST_TIMEOUT);
        hook(hooks, "PermissionRequest", "sh \"$CAO_HOOKS/request.sh\"", REQUEST_TIMEOUT);
        return settings;
    }

    private static void hook(ObjectNode hooks, String event, String command, int timeout) {
        hooks.putArray(event)
                .addObject()
                .putArray("hooks")
                .addObject()
                .put("type", "command")
                .put("command", command)
                .put("timeout", timeout);
    }

    private static ObjectNode mcpOf(LaunchRequest request) {
        ObjectNode config = Json.object();
        ObjectNode server = config.putObject("mcpServers").putObject("cao");
        server.put("type", "stdio")
                .put("command", request.caoCommand().getFirst())
                .put("alwaysLoad", true)
                .put("timeout", TOOL_TIMEOUT);
        ArrayNode arguments = server.putArray("args");
        request.caoCommand().stream().skip(1).forEach(arguments::add);
        arguments.add("mcp");
        return config;
    }

    private static String resource(String name) {
        try (InputStream in = ClaudeFiles.class.getResourceAsStream("/dev/cao/provider/claude/" + name)) {
            if (in == null) {
                throw new IllegalStateException("missing in this build: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
