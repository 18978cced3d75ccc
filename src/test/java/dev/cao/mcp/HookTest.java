package dev.cao.mcp;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.control.ControlRequest;
import dev.cao.control.ControlServer;
import dev.cao.io.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("tmux")
@Timeout(60)
class HookTest {
    @TempDir
    Path folder;

    private Process hook(String input) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(BridgeProcess.command("hook", "Stop"));
        builder.environment()
                .putAll(Map.of(
                        "CAO_SPOOL", folder.resolve("spool").toString(),
                        "CAO_CONTROL", folder.resolve("s").toString(),
                        "CAO_TOKEN", FakeTeam.TOKEN));
        Process process = builder.start();
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        return process;
    }

    private static void assertSilent(Process process) throws Exception {
        assertThat(process.waitFor(20, SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(process.getInputStream().readAllBytes()).isEmpty();
        assertThat(process.getErrorStream().readAllBytes()).isEmpty();
    }

    @Test
    void anEventIsAppendedAsOneLineAndWakesTheOrchestrator() throws Exception {
        FakeTeam team = new FakeTeam();
        try (ControlServer _ = ControlServer.open(folder.resolve("s"), team, "cao")) {
            assertSilent(hook("{\n  \"session_id\": \"x\"\n}\n"));
            assertSilent(hook("{\"session_id\":\"y\"}"));

            assertThat(team.requests.poll(10, SECONDS)).isInstanceOf(ControlRequest.Hook.class);
            assertThat(Files.readAllLines(folder.resolve("spool")))
                    .hasSize(2)
                    .first()
                    .satisfies(line -> {
                        ObjectNode event = Json.parseObject(line);
                        assertThat(event.path("event").asText()).isEqualTo("Stop");
                        assertThat(event.at("/input/session_id").asText()).isEqualTo("x");
                    });
        }
    }

    @Test
    void anEventIsKeptWhenNobodyServes() throws Exception {
        assertSilent(hook("this is no JSON"));

        assertThat(Json.parseObject(Files.readString(folder.resolve("spool")))
                        .path("text")
                        .asText())
                .isEqualTo("this is no JSON");
    }
}
