package dev.cao.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientMessageTest {
    private static ClientMessage of(String text) {
        return ClientMessage.of(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aRequestHasMethodAndId() {
        ClientMessage message = of("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"id\":8}}");

        assertThat(message.method()).isEqualTo("tools/call");
        assertThat(message.id()).isEqualTo("7");
        assertThat(message.wantsAnswer()).isTrue();
    }

    @Test
    void anIdKeepsItsQuotes() {
        assertThat(of("{\"id\":\"a\\\"b,}\",\"method\":\"ping\"}").id()).isEqualTo("\"a\\\"b,}\"");
    }

    @Test
    void whatLooksLikeFieldsInsideOfValuesIsNone() {
        ClientMessage message =
                of("{\"params\":{\"method\":\"no\",\"x\":[\"}\",{\"id\":1}]}, \"method\" : \"yes\" , \"id\" : 2 }");

        assertThat(message.method()).isEqualTo("yes");
        assertThat(message.id()).isEqualTo("2");
    }

    @Test
    void aNotificationWantsNoAnswer() {
        assertThat(of("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}")
                        .wantsAnswer())
                .isFalse();
    }

    @Test
    void anAnswerWantsNoAnswer() {
        assertThat(of("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}").wantsAnswer())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "{", "{\"id\"", "{\"id\":", "{\"a\" \"b\"}", "[{\"id\":1}]", "\"", "{\"\\"})
    void whatIsNoObjectWantsAnAnswer(String text) {
        assertThat(of(text).wantsAnswer()).isTrue();
        assertThat(of(text).id()).isNotEmpty();
    }
}
