package dev.cao.provider.codex;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.io.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * The hooks that Codex is given on its command line, and its trust in them: the hash by which Codex 0.169.0 knows a hook
 * that its user has looked at. So cao's hooks run without a question, and all others are asked about as ever, which
 * {@code --dangerously-bypass-hook-trust} would not leave so.
 */
final class CodexHooks {
    /** Where Codex says that a hook of the command line comes from. */
    private static final String SOURCE = "/<session-flags>/config.toml";

    private static final JsonMapper SORTED = JsonMapper.builder()
            .configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true)
            .build();

    /** Tells where the transcript is; fires with the first prompt. */
    static final CodexHooks START =
            new CodexHooks("SessionStart", "printf '%s\\n' \"$(cat)\" >>\"$CAO_SPOOL\"", 60, "");

    /** Seconds; a person may take long to answer. */
    static final CodexHooks REQUEST =
            new CodexHooks("PermissionRequest", "sh \"$CAO_HOOKS/request.sh\"", 7 * 24 * 3600, "waits for: cao answer");

    private final String event;
    private final String command;
    private final int timeout;
    private final String status;

    private CodexHooks(String event, String command, int timeout, String status) {
        this.event = event;
        this.command = command;
        this.timeout = timeout;
        this.status = status;
    }

    /** Returns the arguments that set these hooks up. */
    static List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        List<String> trusted = new ArrayList<>();
        for (CodexHooks hook : List.of(START, REQUEST)) {
            arguments.addAll(List.of("-c", hook.setting()));
            trusted.add("%s={trusted_hash=%s}"
                    .formatted(
                            Toml.string(SOURCE + ":" + hook.label() + ":0:0"), Toml.string("sha256:" + hook.hash())));
        }
        arguments.addAll(List.of("-c", "hooks.state={" + String.join(",", trusted) + "}"));
        return arguments;
    }

    /** {@code hooks.Stop=[{hooks=[{type="command",command="…",timeout=60}]}]}. */
    private String setting() {
        String shown = status.isEmpty() ? "" : ",statusMessage=" + Toml.string(status);
        return "hooks.%s=[{hooks=[{type=\"command\",command=%s,timeout=%d%s}]}]"
                .formatted(event, Toml.string(command), timeout, shown);
    }

    /** {@code session_start}. */
    private String label() {
        return event.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }

    /** SHA-256 of the hook as compact JSON with sorted keys, in hexadecimal digits. */
    String hash() {
        ObjectNode identity = Json.object().put("event_name", label());
        ObjectNode hook = identity.putArray("hooks").addObject();
        hook.put("async", false).put("command", command);
        if (!status.isEmpty()) {
            hook.put("statusMessage", status);
        }
        hook.put("timeout", timeout).put("type", "command");
        try {
            byte[] text = SORTED.writeValueAsString(SORTED.treeToValue(identity, Object.class))
                    .getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
