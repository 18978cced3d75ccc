package dev.cao.provider.q;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.agent.LaunchRequest;
import dev.cao.io.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * The files of one start. The agent file has to lie where the CLI looks for it: in the user's folder of agents, under a
 * name of the run's own, because the other such folder is the project's, where it would be committed. It holds no secret.
 */
final class QFiles {
    /** Milliseconds. A hook that takes longer is ended by the CLI, and the tool is used. */
    private static final int EVENT_TIMEOUT = 60_000;

    private static final int TOOL_TIMEOUT = 600_000;
    /** Milliseconds; the CLI's own default. cao answers long calls with a handle before. */
    private static final int CALL_LIMIT = 120_000;

    private static final int ANSWERED_WITHIN_SECONDS = 110;

    private QFiles() {}

    /** Returns the name of the agent, which its prompt shows. */
    static String agent(LaunchRequest request) {
        return "cao-" + request.worker() + "-" + request.tag();
    }

    static Map<Path, String> ofRun(LaunchRequest request) {
        return Map.of(
                request.home().resolve("event.sh"), resource("event.sh"),
                request.home().resolve("tool.sh"), resource("tool.sh"));
    }

    static Map<Path, String> ofUser(QKind kind, LaunchRequest request) {
        return Map.of(
                kind.agents(request.environment()).resolve(agent(request) + ".json"),
                Json.line(agentFile(kind, request)));
    }

    private static ObjectNode agentFile(QKind kind, LaunchRequest request) {
        ObjectNode file = Json.object()
                .put("name", agent(request))
                .put("description", "A worker of a run of cao; this file goes when the worker ends.");
        String instructions = request.profile().instructions();
        if (!instructions.isBlank()) {
            // A text that begins so would be taken for the name of a file.
            file.put("prompt", instructions.startsWith("file://") ? "\n" + instructions : instructions);
        }
        servers(file.putObject("mcpServers").putObject("cao"), request);
        QRights.tools(request.profile()).forEach(file.putArray("tools")::add);
        QRights.allowed(request.profile()).forEach(file.putArray("allowedTools")::add);
        file.putArray("resources");
        hooks(file.putObject("hooks"));
        file.put(kind.inheritsServers(), false);
        return file;
    }

    private static void servers(ObjectNode server, LaunchRequest request) {
        server.put("command", request.caoCommand().getFirst());
        ArrayNode arguments = server.putArray("args");
        request.caoCommand().stream().skip(1).forEach(arguments::add);
        arguments.add("mcp");
        server.put("timeout", CALL_LIMIT);
        server.putObject("env").put("CAO_TOOL_LIMIT", String.valueOf(ANSWERED_WITHIN_SECONDS));
    }

    private static void hooks(ObjectNode hooks) {
        for (String event : java.util.List.of("agentSpawn", "userPromptSubmit", "postToolUse", "stop")) {
            hook(hooks, event, "sh \"$CAO_HOOKS/event.sh\"", EVENT_TIMEOUT);
        }
        hook(hooks, "preToolUse", "sh \"$CAO_HOOKS/tool.sh\"", TOOL_TIMEOUT);
    }

    private static void hook(ObjectNode hooks, String event, String command, int timeout) {
        hooks.putArray(event).addObject().put("command", command).put("timeout_ms", timeout);
    }

    private static String resource(String name) {
        try (InputStream in = QFiles.class.getResourceAsStream("/dev/cao/provider/q/" + name)) {
            if (in == null) {
                throw new IllegalStateException("missing in this build: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
