package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.agent.AgentProvider;
import dev.cao.domain.RunEvent;
import dev.cao.io.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract with Gemini CLI itself. */
@Real(RealCli.GEMINI)
class GeminiRealTest extends ProviderContract {
    @Override
    public AgentProvider provider() {
        return named("gemini");
    }

    @Override
    FakeModel startModel() throws Exception {
        return new FakeGenerateContent();
    }

    @Override
    Map<String, String> environment(boolean trusted) throws Exception {
        return CliHomes.gemini(folder, model());
    }

    @Override
    String profile() {
        return "provider: gemini\nmodel: gemini-2.5-pro\n";
    }

    @Override
    public String shell(String command) {
        return ContractWorld.tool("run_shell_command", Json.object().put("command", command));
    }

    @Override
    public String background(String command) {
        return ContractWorld.tool(
                "run_shell_command", Json.object().put("command", command).put("is_background", true));
    }

    @Override
    public String question(String question, String... choices) {
        ObjectNode input = Json.object();
        ObjectNode asked = input.putArray("questions")
                .addObject()
                .put("question", question)
                .put("header", "Choice")
                .put("type", "choice");
        var options = asked.putArray("options");
        for (String choice : choices) {
            options.addObject().put("label", choice).put("description", choice);
        }
        return ContractWorld.tool("ask_user", input);
    }

    @Override
    public String caoTool(String tool, ObjectNode arguments) {
        return ContractWorld.tool("mcp_cao_" + tool, arguments);
    }

    @Override
    public Map<Path, String> configuration() {
        return Map.of(folder.resolve(".gemini/settings.json"), CliHomes.GEMINI_SETTINGS);
    }

    /**
     * Its hook tells an answer that came in pieces wrongly, "one two" as "one two two"; and Enter right behind a paste is a
     * newline to it.
     */
    @Test
    void whatHasNoZeroWidthCharactersIsExactInBothDirections() throws Exception {
        String markdown = TextCases.MARKDOWN.replace("\u200d", "");
        model().answer("plan", markdown);
        try (AgentLab lab = lab()) {
            assertThat(lab.answer(lab.handoff("Plan «answer plan»"))).isEqualTo(markdown);
            for (String text : List.of(
                    "one line",
                    "a long line " + "0123456789 ".repeat(180) + "end",
                    "a\n\n\nb",
                    "x\n  indented\n    more «ünïcode 漢字»",
                    "ends with a backslash \\",
                    "mails to someone@example.org")) {
                assertThat(lab.answer(lab.handoff(text)).strip()).isEqualTo("ECHO " + text);
            }
            assertThat(lab.run().entries())
                    .as("each was typed once")
                    .filteredOn(entry -> entry.event() instanceof RunEvent.TaskSent)
                    .hasSize(1 + 7);
        }
    }
}
