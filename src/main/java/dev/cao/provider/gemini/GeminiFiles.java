package dev.cao.provider.gemini;

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

/** The home that one worker's Gemini CLI is given: it takes no hooks and no MCP servers on its command line. */
final class GeminiFiles {
    /** Milliseconds; a person may take long to answer. Timers of node end at 24 days. */
    private static final long REQUEST_TIMEOUT = 7L * 24 * 3600 * 1000;

    private static final long TOOL_TIMEOUT = 24L * 3600 * 1000;

    /** Appends one event; a shell's start, no program of ours. */
    private static final String WRITE_DOWN = "printf '%s\\n' \"$(cat)\" >>\"$CAO_SPOOL\"";

    /** A hook that fails in another way than by status 2 would let the tool run. */
    private static final String REQUEST = "sh \"$CAO_HOOKS/request.sh\" || exit 2";

    private GeminiFiles() {}

    static Map<Path, String> all(LaunchRequest request) {
        Path folder = request.home().resolve(".gemini");
        Map<Path, String> files = new LinkedHashMap<>();
        files.put(folder.resolve("settings.json"), Json.line(settings(request)));
        files.put(folder.resolve("trustedFolders.json"), Json.line(trusted(request)));
        files.put(folder.resolve("GEMINI.md"), request.profile().instructions());
        files.put(request.home().resolve("request.sh"), script());
        return files;
    }

    /** The user agreed to the worker's folder at the launch; that of long texts is cao's. */
    private static ObjectNode trusted(LaunchRequest request) {
        return Json.object()
                .put(request.directory().toString(), "TRUST_FOLDER")
                .put(request.texts().toString(), "TRUST_FOLDER");
    }

    private static ObjectNode settings(LaunchRequest request) {
        ObjectNode settings = Json.object();
        settings.putObject("general").put("enableAutoUpdate", false).put("enableAutoUpdateNotification", false);
        settings.putObject("security").putObject("auth").put("selectedType", GeminiLogin.type(request.environment()));
        settings.putObject("privacy").put("usageStatisticsEnabled", false);
        GeminiRights.restrict(request.profile(), settings.putObject("tools"));
        ObjectNode hooks = settings.putObject("hooks");
        for (String event :
                List.of("SessionStart", "BeforeAgent", "AfterAgent", "AfterTool", "Notification", "SessionEnd")) {
            hook(hooks.putArray(event), "", WRITE_DOWN, 60_000);
        }
        hook(hooks.putArray("BeforeTool"), GeminiRights.asking(), REQUEST, REQUEST_TIMEOUT);
        mcp(request, settings.putObject("mcpServers").putObject("cao"));
        return settings;
    }

    private static void hook(ArrayNode hooks, String matcher, String command, long timeout) {
        ObjectNode group = hooks.addObject();
        if (!matcher.isEmpty()) {
            group.put("matcher", matcher);
        }
        group.putArray("hooks")
                .addObject()
                .put("type", "command")
                .put("name", "cao")
                .put("command", command)
                .put("timeout", timeout);
    }

    private static void mcp(LaunchRequest request, ObjectNode server) {
        server.put("command", request.caoCommand().getFirst())
                .put("trust", true)
                .put("timeout", TOOL_TIMEOUT);
        ArrayNode arguments = server.putArray("args");
        request.caoCommand().stream().skip(1).forEach(arguments::add);
        arguments.add("mcp");
        // Gemini CLI keeps variables back whose names look secret.
        ObjectNode environment = server.putObject("env");
        request.environment().keySet().stream()
                .filter(name -> name.startsWith("CAO_"))
                .sorted()
                .forEach(name -> environment.put(name, "${" + name + "}"));
    }

    private static String script() {
        try (InputStream in = GeminiFiles.class.getResourceAsStream("/dev/cao/provider/gemini/request.sh")) {
            if (in == null) {
                throw new IllegalStateException("missing in this build: request.sh");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
