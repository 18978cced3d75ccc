package dev.cao.mcp;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What the bridge must know of a message of its client: found without reading more of it than needed, because it may be
 * of megabytes.
 */
final class ClientMessage {
    private final byte[] bytes;
    private int at;
    private String method = "";
    private @Nullable String id;
    private boolean object;

    private ClientMessage(byte[] bytes) {
        this.bytes = bytes;
    }

    static ClientMessage of(byte[] bytes) {
        ClientMessage message = new ClientMessage(bytes);
        message.scan();
        return message;
    }

    /** Returns the method; empty when there is none, or this is no JSON object. */
    String method() {
        return method;
    }

    /** Returns the id as it is written, quotes and all; {@code null} in JSON when there is none. */
    String id() {
        return id == null ? "null" : id;
    }

    /** Tells whether the client expects an answer; also to what is no message at all, for it must be told so. */
    boolean wantsAnswer() {
        return !object || (id != null && !method.isEmpty());
    }

    private void scan() {
        skipBlanks();
        object = take('{');
        skipBlanks();
        boolean more = object && !take('}');
        while (more) {
            object = field();
            skipBlanks();
            more = object && take(',');
            if (object && !more) {
                object = take('}');
            }
        }
    }

    /** Reads a field; false when there is none. */
    private boolean field() {
        skipBlanks();
        String key = value();
        skipBlanks();
        if (key.isEmpty() || !take(':')) {
            return false;
        }
        skipBlanks();
        int start = at;
        if (key.equals("\"id\"")) {
            String written = value();
            id = written.isEmpty() ? null : written;
        } else if (key.equals("\"method\"")) {
            String quoted = value();
            method = quoted.length() > 2 ? quoted.substring(1, quoted.length() - 1) : "";
        } else {
            skipValue();
        }
        return at > start;
    }

    private String value() {
        int start = at;
        skipValue();
        return new String(bytes, start, at - start, StandardCharsets.UTF_8);
    }

    private void skipValue() {
        int depth = 0;
        while (at < bytes.length) {
            byte next = bytes[at];
            if (next == '"') {
                skipString();
            } else if (next == '{' || next == '[') {
                depth++;
                at++;
            } else if (depth > 0 && (next == '}' || next == ']')) {
                depth--;
                at++;
            } else if (depth == 0 && (next == ',' || next == '}' || next == ']' || next == ':' || next <= ' ')) {
                return;
            } else {
                at++;
            }
            if (depth == 0 && (next == '"' || next == '}' || next == ']')) {
                return;
            }
        }
    }

    private void skipString() {
        at++;
        while (at < bytes.length && bytes[at] != '"') {
            at += bytes[at] == '\\' ? 2 : 1;
        }
        at = Math.min(at + 1, bytes.length);
    }

    private void skipBlanks() {
        while (at < bytes.length && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r')) {
            at++;
        }
    }

    private boolean take(char expected) {
        if (at < bytes.length && bytes[at] == expected) {
            at++;
            return true;
        }
        return false;
    }
}
