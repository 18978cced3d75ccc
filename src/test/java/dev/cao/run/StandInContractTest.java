package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.agent.AgentProvider;
import dev.cao.agent.ContractCase;
import dev.cao.domain.TaskId;
import dev.cao.io.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The contract with {@code provider: stand-in}: a script makes the stand-in behave like the agent CLIs do in each case. */
@Tag("e2e")
class StandInContractTest extends ProviderContract {
    private static final String SCRIPT = """
            rules:
              - contains: '«fail 400'
                actions: [ { api_error: { error: invalid_request, detail: fake 400 } } ]
              - contains: '«fail 529'
                actions:
                  - retrying: { error: overloaded, attempts: 2, ms: 100 }
                  - run: [ASK]
                  - ANSWER
              - contains: '«tool shell'
                actions:
                  - permission:
                      tool: shell
                      input: { command: touch made }
                      allow: [ { run: [touch, made] } ]
                      deny: [ { say: not done } ]
                  - run: [ASK]
                  - ANSWER
              - contains: '«tool question'
                actions:
                  - question: { text: 'Which colour?', choices: [Red, Blue] }
                  - run: [ASK]
                  - ANSWER
              - contains: '«tool report_result'
                actions:
                  - tool: { name: report_result, arguments: { status: done, result: the report } }
                  - run: [ASK]
                  - ANSWER
              - contains: '«tool background'
                actions:
                  - background: { id: b1, description: waits, ms: 2000 }
                  - run: [ASK]
                  - ANSWER
              - actions:
                  - run: [ASK]
                  - ANSWER
            """;

    @Override
    public AgentProvider provider() {
        return named("stand-in");
    }

    @Override
    FakeModel startModel() throws Exception {
        return new FakeAnthropic();
    }

    @Override
    Map<String, String> environment(boolean trusted) throws Exception {
        Path ask = AskModel.program(folder, model(), "scripted");
        Files.writeString(
                folder.resolve("script.yaml"),
                SCRIPT.replace("ASK", "'" + ask + "'")
                        .replace(
                                "ANSWER",
                                "answer: { text: '{{output}}', usage: { model: fake, input_tokens: %d, output_tokens: %d } }"
                                        .formatted(FakeModel.INPUT_TOKENS, FakeModel.OUTPUT_TOKENS)));
        return Map.of();
    }

    @Override
    String profile() {
        return "provider: stand-in\nscript: '%s'\n".formatted(folder.resolve("script.yaml"));
    }

    @Override
    public String shell(String command) {
        return ContractWorld.tool("shell", Json.object().put("command", command));
    }

    @Override
    public String question(String question, String... choices) {
        return ContractWorld.tool("question", Json.object().put("question", question));
    }

    @Override
    public String caoTool(String tool, ObjectNode arguments) {
        return ContractWorld.tool(tool, arguments);
    }

    @Override
    public Map<Path, String> configuration() {
        return Map.of();
    }

    /** Its background work ends by itself, and brings no further turn. */
    @Override
    @Test
    @Proves(ContractCase.BACKGROUND_WORK)
    public void backgroundWorkIsWaitedForAndItsReportIsTheAnswer() throws Exception {
        try (AgentLab lab = lab()) {
            TaskId task = lab.assign("Background «tool background {}»«say ready»");

            assertThat(lab.answer(lab.ended(task))).isEqualTo("ready");

            assertThat(Files.readString(lab.eventLog())).contains("\"background_ended\"");
        }
    }
}
