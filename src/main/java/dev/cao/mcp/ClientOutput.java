package dev.cao.mcp;

import dev.cao.io.JsonText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The client's end of the bridge: only whole protocol lines go there. Safe for many threads; its own lock guards it. */
final class ClientOutput {
    /** In the range that JSON-RPC leaves to servers. */
    private static final int NOT_CONNECTED = -32000;

    private final OutputStream out;

    ClientOutput(OutputStream out) {
        this.out = out;
    }

    /** Writes a part of the bytes as one line. A client that went away is noticed at the end of its input. */
    synchronized void line(byte[] bytes, int from) {
        try {
            byte[] whole = new byte[bytes.length - from + 1];
            System.arraycopy(bytes, from, whole, 0, bytes.length - from);
            whole[whole.length - 1] = '\n';
            out.write(whole);
            out.flush();
        } catch (IOException _) {
            return;
        }
    }

    /** Answers a message by an error. */
    void error(ClientMessage message, String text) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", NOT_CONNECTED);
        error.put("message", text);
        byte[] line = ("{\"jsonrpc\":\"2.0\",\"id\":" + message.id() + ",\"error\":" + JsonText.write(error) + "}")
                .getBytes(StandardCharsets.UTF_8);
        line(line, 0);
    }
}
