package dev.cao.provider.qwen;

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

/** The files that one start of Qwen Code is given; none of the user's own is touched. */
final class QwenFiles {
    static final String REQUEST_SCRIPT = "request.sh";
    /** A person may take long to answer. Timers of node end at 24 days. */
    private static final Duration REQUEST_TIMEOUT = Duration.ofDays(7);
    /** By default Qwen Code gives a tool call up after ten minutes; a handoff may take hours. */
    private static final Duration TOOL_TIMEOUT = Duration.ofDays(1);
    /** What the bridge is told, so that its answer comes before Qwen Code gives up. */
    static final Duration TOOL_LIMIT = TOOL_TIMEOUT.minusMinutes(1);

    private static final Duration EVENT_TIMEOUT = Duration.ofMinutes(1);

    /** Appends one event; a shell's start, no program of ours. */
    private static final String WRITE_DOWN = "printf '%s\\n' \"$(cat)\" >>\"$CAO_SPOOL\"";

    private static final List<String> EVENTS = List.of(
            "SessionStart",
            "UserPromptSubmit",
            "PostToolUse",
            "PostToolUseFailure",
            "Stop",
            "StopFailure",
            "Notification",
            "SessionEnd");

    private QwenFiles() {}

    static Path settings(LaunchRequest request) {
        return request.home().resolve("qwen-settings.json");
    }

    static Path trusted(LaunchRequest request) {
        return request.home().resolve("qwen-trusted.json");
    }

    /** Returns the file from which the start with this event log reads what it is given. */
    static Path input(Path eventLog) {
        String name = String.valueOf(eventLog.getFileName()).replace("events-", "input-");
        return eventLog.resolveSibling(name);
    }

    static Map<Path, String> all(LaunchRequest request, Path eventLog) {
        Map<Path, String> files = new LinkedHashMap<>();
        files.put(settings(request), Json.line(settingsOf(request)));
        files.put(trusted(request), Json.line(trustedOf(request)));
        // Qwen Code passes over what stands there before it starts.
        files.put(input(eventLog), "");
        files.put(request.home().resolve(REQUEST_SCRIPT), script());
        return files;
    }

    /** The user agreed to the worker's folder at the launch; that of long texts is cao's. */
    private static ObjectNode trustedOf(LaunchRequest request) {
        ObjectNode trusted = QwenPlaces.settings(QwenPlaces.trustedFolders(request.environment()));
        return trusted.put(request.directory().toString(), "TRUST_FOLDER")
                .put(request.texts().toString(), "TRUST_FOLDER");
    }

    /**
     * Returns settings in the place of the machine's, which go before the user's and the project's: the machine's own, and
     * what a run needs. Lists of hooks and of rules are added to those of the user.
     */
    private static ObjectNode settingsOf(LaunchRequest request) {
        ObjectNode settings = QwenPlaces.settings(QwenPlaces.systemSettings(request.environment()));
        settings.withObject("/general")
                .put("enableAutoUpdate", false)
                .put("chatRecording", true)
                .put("language", "en");
        settings.withObject("/ui").put("enableFollowupSuggestions", false);
        // Behind the back of a run they would ask the model, and change what it is told.
        settings.withObject("/memory")
                .put("enableManagedAutoMemory", false)
                .put("enableManagedAutoDream", false)
                .put("enableAutoSkill", false);
        // Only cao and people speak to a worker.
        settings.withObject("/agents").put("crossSessionMessaging", false);
        settings.put("disableAllHooks", false);
        ObjectNode hooks = settings.withObject("/hooks");
        EVENTS.forEach(event -> hook(hooks.withArray(event), WRITE_DOWN, EVENT_TIMEOUT));
        hook(hooks.withArray("PermissionRequest"), "sh \"$CAO_HOOKS/" + REQUEST_SCRIPT + "\"", REQUEST_TIMEOUT);
        mcp(request, settings.withObject("/mcpServers").putObject("cao"));
        QwenRights.restrict(request.profile(), settings);
        return settings;
    }

    /** A timeout of 1000 or more is one in milliseconds, a smaller one in seconds. */
    private static void hook(ArrayNode hooks, String command, Duration timeout) {
        hooks.addObject()
                .putArray("hooks")
                .addObject()
                .put("type", "command")
                .put("name", "cao")
                .put("command", command)
                .put("timeout", timeout.toMillis());
    }

    private static void mcp(LaunchRequest request, ObjectNode server) {
        List<String> cao = request.caoCommand();
        server.put("command", cao.getFirst())
                .put("trust", true)
                .put("alwaysLoadTools", true)
                .put("timeout", TOOL_TIMEOUT.toMillis());
        ArrayNode arguments = server.putArray("args");
        cao.stream().skip(1).forEach(arguments::add);
        arguments.add("mcp");
    }

    private static String script() {
        try (InputStream in = QwenFiles.class.getResourceAsStream("/dev/cao/provider/qwen/" + REQUEST_SCRIPT)) {
            if (in == null) {
                throw new IllegalStateException("missing in this build: " + REQUEST_SCRIPT);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
