package dev.cao.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProfileViewTest {
    @TempDir
    private Path folder;

    private ProfileFiles files;

    @BeforeEach
    void makeFiles() {
        files = new ProfileFiles(folder)
                .with("agents/a.yaml", """
                        description: "Does: things"
                        model: opus
                        instructions: |
                          First.

                            Second # not a comment
                        tools: { allow: [fs_read] }
                        env: { A: "no", B: "" }
                        """)
                .with("out.tmpl", "{{b}} and \\{{b}}\n")
                .with("team.yaml", """
                        name: team
                        goal: Do it.
                        workers:
                          - { agent: a, parallel: 2, name: b, model: "4.10" }
                        plan:
                          - assign: { to: b, task: "{{goal}} \\\\{{x}}" }
                          - wait: { for: b, timeout: 90m }
                          - write: { file: o.md, template: out.tmpl, when: "not (b.failed or b contains 'x\\"') and b.done" }
                        checks: [ { file: o.md }, { command: ["true"] } ]
                        limits: { tokens: 2M, time: 45s }
                        """);
    }

    @Test
    void resolvedTeamSaysWhereEachValueCameFrom() {
        assertThat(ProfileView.of(files.read("team.yaml", Map.of("goal", "More.")))
                        .replace(folder + "/", ""))
                .isEqualTo("""
                        name: team                                              # team.yaml:1
                        goal: More.                                             # --goal
                        supervisor:
                          - provider: plan
                        workers:                                                # team.yaml:4
                          - name: b                                             # team.yaml:4
                            agent: a                                            # agents/a.yaml
                            description: "Does: things"                         # agents/a.yaml:1
                            provider: [auto]
                            model: "4.10"                                       # team.yaml:4
                            instructions: |                                     # agents/a.yaml:3
                              First.

                                Second # not a comment
                            tools:                                              # agents/a.yaml:7
                              allow: [fs_read]
                            env:                                                # agents/a.yaml:8
                              A: "no"
                              B: ""
                            result: free
                            background: { wait: 10m }
                            parallel: 2                                         # team.yaml:4
                            fresh: false
                            delegates: false
                            on_restart: continue
                            restarts: 3
                            permissions: user
                        plan:                                                   # team.yaml:6
                          - assign:
                              to: b
                              as: b
                              retry: 0
                              task: "{{goal}} \\\\{{x}}"
                          - wait:
                              for: [b]
                              mode: all
                              timeout: 1h30m
                          - write:
                              file: o.md
                              content: |
                                {{b}} and \\{{b}}
                              when: "not (b.failed or b contains \\"x\\\\\\"\\") and b.done"
                        checks:                                                 # team.yaml:9
                          - file: o.md
                          - command: ["true"]
                            timeout: 5m
                        limits: { time: 45s, task: 1h, tokens: 2000000 }        # team.yaml:10
                        """);
    }

    @Test
    void longTextsAreShown() throws IOException {
        String text = "A line with {{no}} name, \u00e9 and \uD83D\uDE00.\n".repeat(5000);
        files.with("agents/long.md", "---\nmodel: x\n---\n" + text)
                .with(
                        "long.yaml",
                        "name: x\nworkers: [ { agent: long } ]\nplan: [ { send: { to: long, message: x } } ]\n");

        JsonNode view = new ObjectMapper(new YAMLFactory()).readTree(ProfileView.of(files.read("long.yaml", Map.of())));

        assertThat(view.at("/workers/0/instructions").asText()).isEqualTo(text.strip());
    }

    @Test
    void viewIsYaml() throws IOException {
        LoadedProfile loaded = files.read("team.yaml", Map.of());

        JsonNode view = new ObjectMapper(new YAMLFactory()).readTree(ProfileView.of(loaded));

        assertThat(view.at("/workers/0/instructions").asText())
                .isEqualTo(loaded.team().workers().getFirst().instructions());
        assertThat(view.at("/workers/0/env/A").isTextual()).isTrue();
        Condition when = loaded.team().plan().getLast().when().orElseThrow();
        assertThat(ConditionParser.parse(view.at("/plan/2/write/when").asText()).condition())
                .contains(when);
    }

    @Test
    void listShowsWhatIsShadowedAndWhatIsWrong() {
        files.with("bundled/a.yaml", "description: older\nprovider: codex\n")
                .with("bundled/b.md", "---\ndescription: Markdown\n---\n")
                .with("bundled/c.yaml", "modle: x\n")
                .with("bundled/README.md", "# Agents\n")
                .with("other-team.yaml", "name: x\nworkers: []\n");
        var reader = new ProfileReader(List.of(folder.resolve("bundled")), ProfileFiles.PROVIDERS);

        String list = reader.agents(Optional.of(folder.resolve("team.yaml"))).stream()
                .map(agent -> agent.name() + " " + agent.file() + " " + agent.providers() + " "
                        + agent.shadowedBy().map(by -> "shadowed by " + by).orElse("")
                        + agent.problem().map(Problem::message).orElse(""))
                .collect(Collectors.joining("\n"))
                .replace(folder + "/", "");

        assertThat(list).isEqualTo("""
                        a agents/a.yaml [auto]\s
                        a bundled/a.yaml [codex] shadowed by agents/a.yaml
                        b bundled/b.md [auto]\s
                        c bundled/c.yaml [] unknown key in an agent; did you mean `model`?""");
    }
}
