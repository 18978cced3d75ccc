package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.agent.AgentProvider;
import dev.cao.control.ControlRequest;
import dev.cao.domain.RunEvent;
import dev.cao.domain.TaskId;
import dev.cao.io.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract with Qwen Code itself. */
@Real(RealCli.QWEN)
class QwenRealTest extends ProviderContract implements FirstTurnCases {
    private boolean slowHook;

    @Override
    public AgentProvider provider() {
        return named("qwen");
    }

    @Override
    FakeModel startModel() throws Exception {
        return new FakeCompletions();
    }

    @Override
    Map<String, String> environment(boolean trusted) throws Exception {
        Map<String, String> environment = CliHomes.qwen(folder, model(), trusted);
        if (slowHook) {
            ObjectNode users = Json.parseObject(CliHomes.QWEN_SETTINGS);
            users.putObject("hooks")
                    .putArray("Stop")
                    .addObject()
                    .putArray("hooks")
                    .addObject()
                    .put("type", "command")
                    .put("command", "sleep 1; echo ended >>" + folder.resolve("ends"));
            Files.writeString(settings(), Json.line(users));
        }
        return environment;
    }

    private Path settings() {
        return folder.resolve(".qwen/settings.json");
    }

    @Override
    String profile() {
        return "provider: qwen\n";
    }

    @Override
    public String shell(String command) {
        return shell(command, false);
    }

    @Override
    public String background(String command) {
        return shell(command, true);
    }

    private static String shell(String command, boolean background) {
        return ContractWorld.tool(
                "run_shell_command",
                Json.object().put("command", command).put("description", "test").put("is_background", background));
    }

    @Override
    public String question(String question, String... choices) {
        ObjectNode input = Json.object();
        ObjectNode asked = input.putArray("questions")
                .addObject()
                .put("question", question)
                .put("header", "Choice")
                .put("multiSelect", false);
        var options = asked.putArray("options");
        for (String choice : choices) {
            options.addObject().put("label", choice).put("description", choice);
        }
        return ContractWorld.tool("ask_user_question", input);
    }

    @Override
    public Map<Path, String> configuration() {
        return Map.of(settings(), CliHomes.QWEN_SETTINGS);
    }

    /** What is pasted between the Stop hooks and the end of a turn is lost (0.24.4: 10 of 20). A hook makes that long. */
    @Test
    void aTextBehindTheLastSecondOfATurnIsNotLost() throws Exception {
        slowHook = true;
        try (AgentLab lab = lab()) {
            List<TaskId> tasks = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                tasks.add(lab.assign("Task %d «say answer %d»".formatted(i, i)));
            }

            for (int i = 0; i < 5; i++) {
                assertThat(lab.answer(lab.ended(tasks.get(i)))).isEqualTo("answer " + i);
            }
            assertThat(folder.resolve("ends")).as("hooks of the user").hasContent("ended\n".repeat(5));
            assertThat(lab.run().entries())
                    .as("each was handed over once")
                    .filteredOn(entry -> entry.event() instanceof RunEvent.TaskSent)
                    .hasSize(1 + 5);
        }
    }

    /** Keys in the last second of a turn would be lost: so the draft is written before the first one. */
    @Test
    void aDraftInItsBoxHoldsATaskBackAndStaysOutOfIt() throws Exception {
        try (AgentLab lab = lab()) {
            lab.untilReady();
            lab.untilScreen("Type your message");
            lab.press(List.of("half a thought"));
            lab.untilScreen("half a thought");

            TaskId task = lab.assign("First «say one»");
            lab.until(_ -> lab.request(new ControlRequest.Why("agent"))
                    .toString()
                    .contains("stands in the input box: half a"));
            lab.press(List.of("C-c"));

            assertThat(lab.answer(lab.ended(task))).isEqualTo("one");
            assertThat(model().prompts()).noneMatch(prompt -> prompt.contains("half a"));
        }
    }

    @Test
    void tabsAndInstructionsReachTheModel() throws Exception {
        try (AgentLab lab = lab("instructions: You are the KEEPER of the bank.\n", false)) {
            assertThat(lab.answer(lab.handoff("a\n\tb\t漢字"))).isEqualTo("ECHO a\n\tb\t漢字");

            assertThat(model().requests().getLast().path("messages").toString()).contains("KEEPER of the bank");
        }
    }
}
