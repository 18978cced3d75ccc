package dev.cao.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MarkdownAgentTest {
    private static final Path CASES =
            Path.of(System.getProperty("cao.test.root", ""), "src/test/resources/profiles/markdown");

    @TempDir
    private Path folder;

    @Test
    void subagentOfClaudeCodeLoadsAsItIs() {
        LoadedAgent loaded = read(CASES.resolve("subagent.md"));

        assertThat(loaded.agent().providers()).containsExactly("claude-code");
        assertThat(loaded.agent().model()).contains("sonnet");
        assertThat(loaded.agent().tools().allow())
                .containsExactly("fs_read", "fs_list", "execute_bash", "mcp__github__search");
        assertThat(loaded.agent().description()).startsWith("Use this agent when code changed. Examples: ");
        assertThat(loaded.agent().instructions())
                .isEqualTo("You are a careful reviewer.\n\nRead the change, then `{{report}}`.");
        assertThat(notes(loaded)).isEqualTo("""
                        subagent.md:1:1: the front matter is not valid YAML; it was read line by line
                        subagent.md:6:1: color: is not carried over; cao has no such setting""");
    }

    @Test
    void agentOfUpstreamLoadsWithTheNarrowestRoleInPlaceOfAnUnknownOne() {
        LoadedAgent loaded = read(CASES.resolve("upstream.md"));

        assertThat(loaded.agent().providers()).containsExactly("claude-code");
        assertThat(loaded.agent().role()).contains("reviewer");
        assertThat(loaded.agent().tools().allow()).containsExactly("fs_read", "fs_list", "@cao-mcp-server");
        assertThat(loaded.agent().instructions()).isEqualTo("# Reviewer\n\nReview.");
        assertThat(notes(loaded)).isEqualTo("""
                        upstream.md:5:7: role: no role `workflow_scout`; `reviewer`, the narrowest, is used
                        upstream.md:7:1: mcpServers: is not carried over; cao has no such setting
                        upstream.md:12:1: permissionMode: is not carried over; cao has no such setting
                        upstream.md:13:1: promt: unknown key, not carried over""");
    }

    @Test
    void ownKeysMayStandInFrontMatterToo() {
        var files = new ProfileFiles(folder)
                .with(
                        "own.md",
                        "---\r\nprovider: [codex, auto]\r\nparallel: 2\r\nbackground: ignore\r\n---\r\nDo it.\r\n");

        LoadedAgent loaded = read(files.folder().resolve("own.md"));

        assertThat(loaded.notes()).isEmpty();
        assertThat(loaded.agent().providers()).containsExactly("codex", "auto");
        assertThat(loaded.agent().parallel()).isEqualTo(2);
        assertThat(loaded.agent().background()).isEqualTo(new WorkerProfile.Background.Ignore());
        assertThat(loaded.agent().instructions()).isEqualTo("Do it.");
    }

    @Test
    void unknownProviderOfUpstreamBecomesAutoWithANote() {
        new ProfileFiles(folder).with("a.md", "---\nprovider: q_cli\nmodel: inherit\nbackground: true\n---\n");

        LoadedAgent loaded = read(folder.resolve("a.md"));

        assertThat(loaded.agent().providers()).containsExactly("auto");
        assertThat(loaded.agent().model()).isEmpty();
        assertThat(notes(loaded)).isEqualTo("""
                        a.md:2:11: provider: no provider `q_cli`; `auto` is used
                        a.md:4:1: background: is not carried over from Claude Code; cao has its own `background`""");
    }

    @Test
    void wrongTypesAreStillErrors() {
        var files = new ProfileFiles(folder).with("bad.md", "---\nparallel: many\nmodel: [a]\n---\nx\n");

        assertThat(files.agentComplaint("bad.md")).isEqualTo("""
                        bad.md:2:11: parallel: found the text `many`, expected a whole number from 1 to 32
                          2 | parallel: many
                            |           ^
                        bad.md:3:8: model: found a list, expected a text
                          3 | model: [a]
                            |        ^""");
    }

    @Test
    void markdownWithoutFrontMatterIsRefused() {
        var files = new ProfileFiles(folder).with("readme.md", "# Agents\n\n---\n");

        assertThat(files.agentComplaint("readme.md")).isEqualTo("""
                        readme.md:1:1: has no front matter; expected YAML between two lines `---` at the beginning
                          1 | # Agents
                            | ^""");
    }

    private static LoadedAgent read(Path file) {
        return new ProfileReader(List.of(), ProfileFiles.PROVIDERS).readAgent(file);
    }

    private static String notes(LoadedAgent loaded) {
        return loaded.notes().stream()
                .map(note -> note.toString().replaceFirst("^.*/", ""))
                .collect(Collectors.joining("\n"));
    }
}
