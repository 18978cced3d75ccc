package dev.cao.provider.opencode;

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
import java.util.Map;

/** The files and the configuration that one start of OpenCode is given; none of the user's own is touched. */
final class OpenCodeFiles {
    static final String AGENT = "cao";
    /** By default OpenCode gives a tool call up after a minute; a handoff may take hours. */
    private static final Duration TOOL_TIMEOUT = Duration.ofDays(1);
    /** What the bridge is told, so that its answer comes before OpenCode gives up. */
    static final Duration TOOL_LIMIT = TOOL_TIMEOUT.minusMinutes(1);

    private OpenCodeFiles() {}

    private static Path plugin(LaunchRequest request) {
        return request.home().resolve("opencode-plugin.js");
    }

    private static Path instructions(LaunchRequest request) {
        return request.home().resolve("instructions.md");
    }

    /** Written by the plugin: OpenCode's own id of the conversation. */
    static Path session(LaunchRequest request) {
        return session(request.home(), request.nativeSession());
    }

    static Path session(Path home, String conversation) {
        return home.resolve("session-" + conversation);
    }

    static Map<Path, String> all(LaunchRequest request) {
        Map<Path, String> files = new LinkedHashMap<>();
        files.put(plugin(request), resource("plugin.js"));
        files.put(instructions(request), request.profile().instructions());
        return files;
    }

    /**
     * Returns the configuration that OpenCode reads after the user's own, and adds to it.
     *
     * @param users what the user gives OpenCode in the same variable; stays as far as cao needs nothing else
     */
    static String configuration(LaunchRequest request, ObjectNode users) {
        ObjectNode config = users.deepCopy();
        config.put("autoupdate", false);
        config.put("share", "disabled");
        config.withArray("plugin").add(plugin(request).toUri().toString());
        if (!request.profile().instructions().isBlank()) {
            config.withArray("instructions").add(instructions(request).toString());
        }
        // A text that is pasted stands in the box as it is, and cao sees whether it is there.
        config.withObject("/experimental").put("disable_paste_summary", true).put("continue_loop_on_deny", true);
        ObjectNode rules = OpenCodeRights.rules(request);
        config.set("permission", rules);
        ObjectNode agent = config.withObject("/agent/" + AGENT);
        agent.put("mode", "primary").put("description", "worker of a cao run").set("permission", rules);
        ObjectNode server =
                Json.object().put("type", "local").put("enabled", true).put("timeout", TOOL_TIMEOUT.toMillis());
        ArrayNode command = server.putArray("command");
        request.caoCommand().forEach(command::add);
        command.add("mcp");
        config.withObject("/mcp").set("cao", server);
        return Json.line(config);
    }

    private static String resource(String name) {
        try (InputStream in = OpenCodeFiles.class.getResourceAsStream("/dev/cao/provider/opencode/" + name)) {
            if (in == null) {
                throw new IllegalStateException("missing in this build: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
