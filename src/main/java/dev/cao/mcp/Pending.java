package dev.cao.mcp;

import java.nio.charset.StandardCharsets;

/** A message of the client with the number that it keeps for ever. */
final class Pending {
    final long number;
    final ClientMessage message;
    private final byte[] line;

    Pending(long number, ClientMessage message, byte[] line) {
        this.number = number;
        this.message = message;
        this.line = numbered(number, line);
    }

    /** Returns the line for the socket: number, blank, message, newline. */
    byte[] line() {
        return line;
    }

    /** Returns the message as the client wrote it. */
    String text() {
        String whole = new String(line, StandardCharsets.UTF_8);
        return whole.substring(whole.indexOf(' ') + 1);
    }

    private static byte[] numbered(long number, byte[] line) {
        byte[] prefix = (number + " ").getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[prefix.length + line.length + 1];
        System.arraycopy(prefix, 0, whole, 0, prefix.length);
        System.arraycopy(line, 0, whole, prefix.length, line.length);
        whole[whole.length - 1] = '\n';
        return whole;
    }
}
