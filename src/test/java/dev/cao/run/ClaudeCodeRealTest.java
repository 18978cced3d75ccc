package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.domain.TaskId;
import dev.cao.io.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The contract with Claude Code itself. */
@EnabledIfSystemProperty(named = "cao.real", matches = ".*claude-code.*|all")
class ClaudeCodeRealTest extends RealAgentContract {
    private static final String KEY = "sk-ant-dummy-0123456789012345678901234567890123456789";
    private static final String SETTINGS = "{\"theme\":\"dark\"}";

    @Override
    Map<String, String> environment(FakeAnthropic model) throws Exception {
        Path claude = Files.createDirectories(folder.resolve(".claude"));
        Files.writeString(claude.resolve("settings.json"), SETTINGS);
        Path config = folder.resolve(".claude.json");
        if (!Files.exists(config)) {
            ObjectNode state = Json.object().put("hasCompletedOnboarding", true).put("hasSeenAutoDefaultNotice", true);
            state.putObject("customApiKeyResponses").putArray("approved").add(KEY.substring(KEY.length() - 20));
            state.putObject("projects")
                    .putObject(folder.toRealPath().resolve("work").toString())
                    .put("hasTrustDialogAccepted", true);
            Files.writeString(config, Json.line(state));
        }
        Map<String, String> environment = new HashMap<>();
        environment.put("CAO_CLAUDE", RealClis.claudeCode().toString());
        environment.put("ANTHROPIC_BASE_URL", model.url());
        environment.put("ANTHROPIC_API_KEY", KEY);
        environment.put("CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1");
        return environment;
    }

    @Override
    String profile() {
        return "provider: claude-code\nmodel: sonnet\nrole: developer\n";
    }

    @Override
    String shell(String command) {
        return "«tool Bash " + Json.line(Json.object().put("command", command).put("description", "test")) + "»";
    }

    @Override
    String question(String question, String... choices) {
        ObjectNode input = Json.object();
        ObjectNode asked = input.putArray("questions")
                .addObject()
                .put("question", question)
                .put("header", "Choice");
        ArrayNode options = asked.putArray("options");
        for (String choice : choices) {
            options.addObject().put("label", choice).put("description", choice);
        }
        asked.put("multiSelect", false);
        return "«tool AskUserQuestion " + Json.line(input) + "»";
    }

    @Test
    void backgroundWorkIsWaitedForAndItsReportIsTheAnswer() throws Exception {
        try (AgentLab lab = lab("permissions: allow\n", false)) {
            ObjectNode input = Json.object()
                    .put("command", "while ! test -e go; do sleep 0.1; done; echo ready")
                    .put("description", "wait")
                    .put("run_in_background", true);
            TaskId task = lab.assign("Background «tool Bash " + Json.line(input) + "»«say started»«say ready»");
            lab.until(_ -> model.prompts().size() >= 2);
            lab.until(_ -> lab.worker().path("status").asText().equals("idle"));
            assertThat(lab.task(task).orElseThrow().state().isFinal()).isFalse();

            Files.writeString(folder.resolve("work/go"), "");

            assertThat(lab.answer(lab.ended(task))).doesNotContain("started");
        }
    }

    @Test
    void aFolderThatIsNotTrustedYetIsTrustedAsTheUserAgreed() throws Exception {
        Files.writeString(
                folder.resolve(".claude.json"),
                "{\"hasCompletedOnboarding\":true,\"customApiKeyResponses\":{\"approved\":[\"%s\"],\"rejected\":[]}}"
                        .formatted(KEY.substring(KEY.length() - 20)));
        try (AgentLab lab = lab()) {
            assertThat(lab.answer(lab.handoff("First «say one»"))).isEqualTo("one");
        }
    }

    @Test
    void theUsersSettingsStayAsTheyAre() throws Exception {
        try (AgentLab lab = lab()) {
            lab.handoff("First «say one»");
        }

        assertThat(Files.readString(folder.resolve(".claude/settings.json"))).isEqualTo(SETTINGS);
        assertThat(Files.readString(folder.resolve(".claude.json")))
                .doesNotContain("hooks.json", "CAO_", "mcp__cao", "\"cao\"");
    }
}
