package dev.cao.run;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.domain.MessageState;
import dev.cao.domain.RunOutcome;
import dev.cao.domain.RunPhase;
import dev.cao.io.Json;
import dev.cao.mcp.BridgeProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a worker may do in the run, from its own shell and with the tokens that it can come by. */
@Tag("e2e")
@Timeout(120)
class WorkerRightsTest {
    @TempDir
    Path folder;

    private static ObjectNode task(String worker, String message) {
        return Json.object().put("agent_profile", worker).put("message", message);
    }

    private static String text(JsonNode answer) {
        return answer.at("/result/content/0/text").asText();
    }

    @Test
    void caoInAWorkersOwnPaneHasThatWorkersRightsOnly() throws Exception {
        String cao = String.join(" ", TestRun.caoCommand());
        Path script = Files.writeString(folder.resolve("try.sh"), """
                export CAO_HOME='%s'
                cao() { %s "$@" 2>&1; echo "$1: $?"; }
                cao stop </dev/null
                cao answer lead allow
                cao answer supervisor yes
                cao interrupt lead
                cao send lead 'from the shell'
                """.formatted(folder.resolve("state"), cao));
        TestRun.command(folder, "shell", "sh", script.toString());
        try (LiveTeam team = LiveTeam.of(folder, "{ agent: shell }");
                BridgeProcess bridge = team.bridge()) {
            bridge.call(1, "handoff", task("shell", "try"));
            String told = text(bridge.poll(60_000).orElseThrow());

            assertThat(told).contains("stop: 1", "answer: 1", "interrupt: 1", "send: 0");
            assertThat(told)
                    .contains("may not stop the run", "may not call answer_prompt", "may not answer what is asked");
            assertThat(team.run().state().messages())
                    .singleElement()
                    .satisfies(message -> assertThat(message.from().toString()).isEqualTo("shell"));
            assertThat(team.finish()).extracting(RunOutcome::phase).isEqualTo(RunPhase.DONE);
        }
    }

    @Test
    void anotherWorkersTokenGivesThatWorkersRightsAndName() throws Exception {
        TestRun.command(folder, "spy", "sh", "-c", "printf %s \"$CAO_TOKEN\" > spy.new; mv spy.new spy");
        try (LiveTeam team = LiveTeam.of(folder, "{ agent: spy }");
                BridgeProcess lead = team.bridge()) {
            lead.call(1, "handoff", task("spy", "spy"));
            var _ = lead.next();
            try (BridgeProcess spy = team.bridge(Files.readString(team.work("spy")))) {
                spy.initialize("claude-code", "2025-11-25");
                spy.call(1, "send_message", Json.object().put("message", "hi").put("receiver_id", "lead"));

                assertThat(spy.next().at("/result/structuredContent/sender_id").asText())
                        .isEqualTo("spy");
            }
        }
    }

    @Test
    void aMessageToAWorkerThatCannotBeKeptAliveFailsWithTheReason() throws Exception {
        TestRun.agent(folder, "mortal", "provider: command\nrestarts: 1\ncommand: [sh, -c, 'kill -9 $PPID']\n");
        try (LiveTeam team = LiveTeam.of(folder, "{ agent: mortal }");
                BridgeProcess lead = team.bridge()) {
            for (int request = 1; request <= 3; request++) {
                lead.call(request, "handoff", task("mortal", "die"));
                var _ = lead.poll(60_000);
            }
            lead.call(4, "send_message", Json.object().put("message", "hi").put("receiver_id", "mortal"));
            var _ = lead.next();

            await().atMost(40, SECONDS)
                    .until(() -> team.run().state().messages().getFirst().state() == MessageState.FAILED);
            assertThat(team.run().state().messages().getFirst().detail()).contains("mortal ended");
        }
    }
}
