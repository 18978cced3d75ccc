package dev.cao.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.cao.io.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A line of a bridge: {@code 17 {"jsonrpc":…}}.
 *
 * @param number 0 when it has none
 */
@SuppressWarnings("ArrayRecordComponent") // Made of a line that nobody else holds.
record NumberedLine(long number, byte[] bytes, int start) {
    static NumberedLine of(byte[] bytes) {
        long number = 0;
        int at = 0;
        while (at < bytes.length && at < 18 && bytes[at] >= '0' && bytes[at] <= '9') {
            number = number * 10 + bytes[at] - '0';
            at++;
        }
        return new NumberedLine(number, bytes, at);
    }

    /** @throws IOException if it is not JSON in UTF-8; its message says which of these, for the client */
    JsonNode message() throws IOException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, start, bytes.length - start))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IOException("the message is not valid UTF-8", e);
        }
        try {
            return Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IOException("the message is not JSON: " + e.getOriginalMessage(), e);
        }
    }
}
