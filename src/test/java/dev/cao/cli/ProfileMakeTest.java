package dev.cao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.domain.ExitStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cao profile init} and {@code cao profile import}. */
final class ProfileMakeTest {
    @TempDir
    private Path home;

    private final Map<String, String> environment = new HashMap<>();
    private Path team;
    private String said = "";

    @BeforeEach
    void makeMachineWithoutAgentClis() {
        environment.put("PATH", home.resolve("bin") + ":/usr/bin:/bin");
        environment.put("HOME", home.toString());
        environment.put("CAO_HOME", home.resolve("state").toString());
        team = home.resolve("team");
    }

    private int cao(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        int exit = Main.run(
                Stream.concat(Stream.of("profile"), Stream.of(arguments)).toList(),
                new Wiring(environment, Map.of("java.io.tmpdir", home.toString()), stream, stream));
        said = out.toString(StandardCharsets.UTF_8);
        return exit;
    }

    private Path file(String name, String text) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private void program(String name, String script) throws IOException {
        Path file = file("bin/" + name, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private String made(String name) throws IOException {
        return Files.readString(team.resolve(name));
    }

    @Test
    void withoutAnAgentCliTheTeamHasStandInsAndThatIsSaid() throws IOException {
        assertThat(cao("init", team.toString())).as(said).isZero();

        assertThat(said)
                .contains("no agent CLI was found here", "next: cao launch --profile " + team.resolve("team.yaml"));
        assertThat(made("agents/developer.yaml")).contains("provider: stand-in\nscript: developer.json\n");
        assertThat(cao("validate", team.resolve("team.yaml").toString()))
                .as(said)
                .isZero();
    }

    @Test
    void theAgentCliThatIsInstalledIsTakenAndOneThatIsNotIsSteppedDownFromVisibly() throws IOException {
        program("claude", "echo '2.1.0 (Claude Code)'");

        assertThat(cao("init", team.toString(), "--provider", "codex", "--goal", "Do: \"it\" # now"))
                .as(said)
                .isZero();

        assertThat(said)
                .contains("codex is not here: ", "developer and reviewer are claude-code, which was found here");
        assertThat(made("agents/reviewer.yaml")).contains("provider: claude-code\n", "role: reviewer\n");
        assertThat(cao("show", team.resolve("team.yaml").toString())).as(said).isZero();
        assertThat(said).contains("goal: \"Do: \\\"it\\\" # now\"");
    }

    @Test
    void aTestCommandMakesATeamThatRepairsUntilItPasses() throws IOException {
        assertThat(cao("init", team.toString(), "--test", "mvn -q test", "--name", "bank"))
                .as(said)
                .isZero();

        assertThat(made("team.yaml")).contains("name: bank\n", "when: \"tests1.failed\"");
        assertThat(made("agents/tester.yaml")).contains("mvn -q test");
        assertThat(cao("validate", team.resolve("team.yaml").toString()))
                .as(said)
                .isZero();
    }

    @Test
    void nothingIsReplacedUnlessThatIsWanted() throws IOException {
        file("team/agents/reviewer.yaml", "mine\n");

        assertThat(cao("init", team.toString())).isEqualTo(ExitStatus.USAGE.code());
        assertThat(said)
                .contains("nothing was written, because there is already " + team.resolve("agents/reviewer.yaml"));
        assertThat(team.resolve("team.yaml")).doesNotExist();
        assertThat(cao("init", team.toString(), "--force")).as(said).isZero();
        assertThat(made("agents/reviewer.yaml")).startsWith("name: reviewer\n");
    }

    @Test
    void nonsenseIsRefusedWithWhatThereIs() {
        assertThat(cao("init", team.toString(), "--template", "wow")).isEqualTo(2);
        assertThat(said).contains("there is no template 'wow'", "review, tests");
        assertThat(cao("init", team.toString(), "--provider", "emacs")).isEqualTo(2);
        assertThat(said).contains("there is no agent CLI 'emacs'", "claude-code");
        assertThat(cao("init", team.toString(), "--name", "a b")).isEqualTo(2);
        assertThat(cao("init", team.toString(), "--template", "tests")).isEqualTo(2);
        assertThat(cao("import", home.resolve("nowhere").toString(), "--to", team.toString()))
                .isEqualTo(2);
        assertThat(said).contains("no such file").doesNotContain("\tat ");
        assertThat(cao("import", home.toString(), "--to", team.toString())).isEqualTo(2);
        assertThat(said).contains("has neither Markdown agents");
        assertThat(team).doesNotExist();
    }

    @Test
    void agentsOfUpstreamCaoBecomeATeamLedByTheirSupervisor() throws IOException {
        file("upstream/lead.md", """
                ---
                name: lead
                description: Splits the work and checks what comes back
                role: supervisor
                provider: claude_code
                mcpServers:
                  cao-mcp-server:
                    type: stdio
                    command: uvx
                ---
                # Lead
                Give the *work* to the coder, then say: "done".
                """);
        file("upstream/coder.md", """
                ---
                name: coder
                description: Writes the code
                role: developer
                provider: kiro_cli
                allowedTools: [fs_read, fs_write, execute_bash]
                permissionMode: acceptEdits
                ---
                You write code.

                	Tabs, "quotes" and \\ stay. Ümläute, too.
                """);
        file("upstream/README.md", "No agent.\n");

        assertThat(cao("import", home.resolve("upstream").toString(), "--to", team.toString()))
                .as(said)
                .isZero();

        assertThat(said)
                .contains(
                        "lead.md:6:1: mcpServers: is not carried over",
                        "coder.md:7:1: permissionMode: ",
                        "2 remarks above");
        assertThat(made("team.yaml"))
                .contains("supervisor: [ { agent: lead }, { provider: plan } ]", "{ agent: coder }");
        assertThat(made("agents/coder.yaml"))
                .contains("provider: kiro\n", "role: developer\n", "allow: [fs_read, fs_write, execute_bash]");
        assertThat(cao("show", "--json", team.resolve("team.yaml").toString()))
                .as(said)
                .isZero();
        assertThat(said).contains("\\tTabs, \\\"quotes\\\" and \\\\ stay. Ümläute, too.");
    }

    @Test
    void subagentsOfClaudeCodeKeepTheirRightsAndTheirModel() throws IOException {
        file("project/.claude/agents/security-auditor.md", """
                ---
                name: security-auditor
                description: Use PROACTIVELY after changes to authentication. Examples: <example>user: "check login"</example>
                tools: Read, Grep, Bash
                model: opus
                color: red
                ---
                You look for holes.

                - Injection
                - Secrets in code
                """);

        assertThat(cao("import", home.resolve("project").toString(), "--to", team.toString(), "--strict"))
                .isEqualTo(ExitStatus.FAILED.code());

        assertThat(said).contains("security-auditor.md:6:1: color: ", "2 remarks above");
        assertThat(made("agents/security-auditor.yaml"))
                .contains(
                        "provider: claude-code\n",
                        "model: opus\n",
                        "tools: { allow: [fs_read, fs_list, execute_bash] }")
                .contains("  You look for holes.\n\n  - Injection\n");
        assertThat(cao("validate", team.resolve("team.yaml").toString()))
                .as(said)
                .isZero();
    }

    private void crew() throws IOException {
        file("crew/config/agents.yaml", """
                researcher:
                  role: >
                    Senior researcher for {topic}
                  goal: >
                    Find what is new
                  backstory: >
                    You know where to look.
                  llm: openai/gpt-4o
                  allow_delegation: true
                  verbose: true
                writer:
                  role: Writer
                  goal: Write it down
                  backstory: You write short sentences.
                  max_execution_time: 600
                  tools: [serper_dev_tool]
                """);
        file("crew/config/tasks.yaml", """
                research_task:
                  description: >
                    Find out what is new about {topic} in {year}.
                  expected_output: Ten bullet points
                  agent: researcher
                  async_execution: true
                outline_task:
                  description: Make an outline for "{topic}".
                  expected_output: An outline
                  agent: writer
                report_task:
                  description: Write the report.
                  expected_output: A report in Markdown
                  agent: writer
                  context:
                    - research_task
                    - outline_task
                  output_file: report.md
                  human_input: true
                """);
    }

    @Test
    void aCrewBecomesAPlanWithItsContextAndItsPlaceholders() throws IOException {
        crew();

        assertThat(cao("import", home.resolve("crew").toString(), "--to", team.toString(), "--name", "news"))
                .as(said)
                .isZero();

        assertThat(said)
                .contains("agents.yaml:2:3: researcher.role: has a placeholder", "agents.yaml:8:3: researcher.llm: ")
                .contains("writer.tools: is not carried over", "report_task.human_input: ", "researcher.verbose: ")
                .contains("next: cao launch --profile %s --set topic=VALUE --set year=VALUE"
                        .formatted(team.resolve("team.yaml")));
        assertThat(made("team.yaml"))
                .contains(
                        "  - assign:\n      to: researcher\n",
                        "about {{topic}} in {{year}}.",
                        "wait: { for: [research_task] }")
                .contains(
                        "{{research_task}}",
                        "{{outline_task}}",
                        "write: { file: report.md, template: report_task.tmpl }");
        assertThat(made("agents/researcher.yaml")).contains("delegates: true\n", "provider: auto\n");
        assertThat(made("agents/writer.yaml")).contains("limits: { task: 600s }\n");
        assertThat(cao("validate", team.resolve("team.yaml").toString(), "--set", "topic=t", "--set", "year=2026"))
                .as(said)
                .isZero();
    }

    @Test
    void whatIsWrongInACrewIsAllToldAndNothingIsWritten() throws IOException {
        crew();
        file("crew/config/tasks.yaml", """
                one:
                  description: A
                  agent: nobody
                  context: [later]
                """);

        assertThat(cao("import", home.resolve("crew").toString(), "--to", team.toString()))
                .isEqualTo(2);
        assertThat(said).contains("tasks.yaml:3:", "no agent `nobody`", "no earlier task `later`");
        assertThat(team).doesNotExist();
    }
}
