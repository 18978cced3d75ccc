package dev.cao.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.control.ControlServer;
import dev.cao.io.Json;
import dev.cao.io.LineReader;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that an older or newer cao leads. */
@Tag("tmux")
final class VersionsTest {
    private static final String CAO = "/opt/cao/bin/cao";

    @TempDir
    Path folder;

    private final FakeTeam team = new FakeTeam();

    private ObjectNode answerTo(String line) throws Exception {
        Path socket = folder.resolve("s");
        try (ControlServer _ = ControlServer.open(socket, team, CAO);
                SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
            byte[] answer = new LineReader(Channels.newInputStream(channel))
                    .next()
                    .orElseThrow()
                    .bytes();
            return Json.parseObject(new String(answer, StandardCharsets.UTF_8));
        }
    }

    @Test
    void aClientOfAnotherVersionIsToldWhichCaoToRun() throws Exception {
        ObjectNode answer = answerTo("{\"v\":2,\"type\":\"status\"}");

        assertThat(answer.path("error").asText()).isEqualTo("this run speaks protocol 1, the client 2");
        assertThat(answer.path("advice").asText())
                .isEqualTo("It is led by another cao than this one. Run '/opt/cao/bin/cao' with the same words,"
                        + " or stop and start the run.");
        assertThat(team.requests).isEmpty();
    }

    @Test
    void aRequestThatThisVersionDoesNotKnowIsRefusedWithTheCaoToRun() throws Exception {
        ObjectNode answer = answerTo("{\"v\":1,\"type\":\"dance\"}");

        assertThat(answer.path("error").asText()).isEqualTo("this run does not know the request 'dance'");
        assertThat(answer.path("advice").asText()).contains("Run '/opt/cao/bin/cao'");
    }

    @Test
    void aBridgeOfAnotherVersionIsToldHowItsAgentGetsTheRightOne() throws Exception {
        ObjectNode answer =
                answerTo("{\"v\":2,\"type\":\"mcp\",\"token\":\"" + FakeTeam.TOKEN + "\",\"bridge\":\"b\"}");

        assertThat(answer.path("ok").asBoolean()).isFalse();
        assertThat(answer.path("advice").asText())
                .contains("another cao than '/opt/cao/bin/cao'")
                .contains("quit this agent in its pane: cao starts it again");
    }

    @Test
    void anEventOfAnotherVersionIsNotTakenForOneOfOurs() throws Exception {
        ObjectNode answer = answerTo("{\"v\":2,\"type\":\"hook\",\"event\":{\"event\":\"Stop\"}}");

        assertThat(answer.path("ok").asBoolean()).isFalse();
        assertThat(team.requests).isEmpty();
    }
}
