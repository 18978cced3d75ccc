package dev.cao.control;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * How long a client waits for the answer to a tool call. An answer after that is lost, so that long calls return a handle
 * before. What is known here was measured with the clients' defaults; whoever configures a client otherwise tells the
 * bridge (CAO_TOOL_LIMIT).
 */
final class ClientLimits {
    /** The client goes on waiting. */
    static final Duration NONE = Duration.ofDays(1);

    private static final Duration UNKNOWN = Duration.ofSeconds(50);

    /**
     * By the beginning of {@code clientInfo.name}, each with some seconds to spare. Claude Code: 120 s, then the call goes
     * on in the background and its result comes later. Codex 300 s, opencode 60 s, Gemini and Qwen 600 s, Copilot 180 s,
     * Amazon Q and Kiro 120 s; the MCP SDKs of others 60 s.
     */
    private static final Map<String, Duration> BY_NAME = Map.of(
            "claude-code", NONE,
            "codex", Duration.ofSeconds(285),
            "opencode", UNKNOWN,
            "gemini", Duration.ofSeconds(585),
            "qwen", Duration.ofSeconds(585),
            "copilot", Duration.ofSeconds(170),
            "github-copilot", Duration.ofSeconds(170),
            "q dev", Duration.ofSeconds(110),
            "amazon", Duration.ofSeconds(110),
            "kiro", Duration.ofSeconds(110));

    private ClientLimits() {}

    /** Returns how long the client named so may be kept waiting. */
    static Duration of(String clientName) {
        String name = clientName.toLowerCase(Locale.ROOT);
        return BY_NAME.entrySet().stream()
                .filter(known -> name.startsWith(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(UNKNOWN);
    }
}
