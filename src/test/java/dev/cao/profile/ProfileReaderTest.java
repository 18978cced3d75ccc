package dev.cao.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cao.domain.WorkerName;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProfileReaderTest {
    @TempDir
    private Path folder;

    private ProfileFiles files;

    @BeforeEach
    void makeFiles() {
        files = new ProfileFiles(folder)
                .with("agents/architect.yaml", "description: Designs\nprovider: claude-code\ninstructions: Think.\n")
                .with("agents/security.yaml", "provider: claude-code\nmodel: sonnet\nenv: { LEVEL: 3, EMPTY: \"\" }\n")
                .with("plan.md.tmpl", "# Plan\n\n{{design}}\n\n{{ perf }}\n")
                .with("team.yaml", TEAM);
    }

    private static final String TEAM = """
            name: modernize
            goal: Modernize the bank.
            dir: cobol-bank
            supervisor:
              - { provider: plan }
              - { provider: [claude-code, codex], model: 4.1, instructions: Lead. }
            workers:
              - agent: architect
              - agent: security
                name: sec
                model: opus
                parallel: 2
                limits: { task: 90s }
                on_restart: retry
            plan:
              - handoff: { to: architect, task: "Design: {{goal}}", as: design, retry: 1 }
              - assign: { to: sec, task: "Review \\\\{{this}}: {{design}}", as: perf }
              - wait: { for: perf, timeout: 5m }
              - send: { to: sec, message: Thanks., when: "perf.done and not (design contains 'x' or design.skipped)" }
              - write: { file: out/plan.md, template: plan.md.tmpl, when: perf.done }
            checks: [ { file: out/plan.md }, { command: [test, -s, out/plan.md], timeout: 10s } ]
            limits: { time: 1h30m, task: 20m, cost: 5 USD, tokens: 2M, turns: 60, workers: 6, at_limit: pause }
            """;

    @Test
    void completeTeamIsReadWithAllItRefersTo() {
        TeamProfile team = files.team("team.yaml");

        assertThat(team.file()).isEqualTo(folder.resolve("team.yaml"));
        assertThat(team.directory()).contains(folder.resolve("cobol-bank"));
        assertThat(team.supervisors())
                .map(ProfileReaderTest::withoutAgent)
                .containsExactly(
                        new SupervisorProfile("plan", Optional.empty(), ""),
                        new SupervisorProfile("claude-code", Optional.of("4.1"), "Lead."),
                        new SupervisorProfile("codex", Optional.of("4.1"), "Lead."));
        assertThat(team.limits())
                .isEqualTo(new Limits(
                        Duration.ofMinutes(20),
                        new SpendLimits(
                                Optional.of(Duration.ofMinutes(90)),
                                Optional.of(new BigDecimal("5")),
                                OptionalLong.of(2_000_000),
                                OptionalInt.of(60),
                                SpendLimits.AtLimit.PAUSE),
                        OptionalInt.of(6),
                        Limits.UnknownCost.REFUSE));
        assertThat(team.checks())
                .containsExactly(
                        new Check.FileExists(Path.of("out/plan.md")),
                        new Check.CommandSucceeds(List.of("test", "-s", "out/plan.md"), Duration.ofSeconds(10)));
    }

    @Test
    void teamOverridesTheAgent() {
        WorkerProfile sec = files.team("team.yaml").worker("sec").orElseThrow();

        assertThat(sec.agent()).isEqualTo("security");
        assertThat(sec.providers()).containsExactly("claude-code");
        assertThat(sec.model()).contains("opus");
        assertThat(sec.environment()).containsExactly(Map.entry("LEVEL", "3"), Map.entry("EMPTY", ""));
        assertThat(sec.parallel()).isEqualTo(2);
        assertThat(sec.taskLimit()).contains(Duration.ofSeconds(90));
        assertThat(sec.onRestart()).isEqualTo(WorkerProfile.OnRestart.RETRY);
    }

    @Test
    void planIsReadStepByStep() {
        var sec = new WorkerName("sec");
        Condition done = new Condition.Is("perf", Condition.State.DONE);
        Condition unless = new Condition.Not(new Condition.Or(
                new Condition.Contains("design", "x"), new Condition.Is("design", Condition.State.SKIPPED)));

        assertThat(files.team("team.yaml").plan())
                .containsExactly(
                        new PlanStep.Handoff(
                                new WorkerName("architect"),
                                new Template(
                                        List.of(new Template.Part.Text("Design: "), new Template.Part.Name("goal"))),
                                "design",
                                1,
                                Optional.empty()),
                        new PlanStep.Assign(
                                sec,
                                new Template(List.of(
                                        new Template.Part.Text("Review {{this}}: "), new Template.Part.Name("design"))),
                                "perf",
                                0,
                                Optional.empty()),
                        new PlanStep.Wait(List.of("perf"), true, Optional.of(Duration.ofMinutes(5)), Optional.empty()),
                        new PlanStep.Send(
                                sec,
                                new Template(List.of(new Template.Part.Text("Thanks."))),
                                Optional.of(new Condition.And(done, unless))),
                        new PlanStep.Write(
                                Path.of("out/plan.md"),
                                new Template(List.of(
                                        new Template.Part.Text("# Plan\n\n"),
                                        new Template.Part.Name("design"),
                                        new Template.Part.Text("\n\n"),
                                        new Template.Part.Name("perf"),
                                        new Template.Part.Text("\n"))),
                                Optional.of(done)));
    }

    @Test
    void callersGoalTakesThePlaceOfTheProfiles() {
        TeamProfile team =
                files.read("team.yaml", Map.of("goal", "Another.", "k", "v")).team();

        assertThat(team.goal()).contains("Another.");
        assertThat(team.variables()).containsExactly(Map.entry("k", "v"));
    }

    @Test
    void variableThatNothingNamesIsNoted() {
        assertThat(files.read("team.yaml", Map.of("gaol", "x")).notes())
                .extracting(Problem::message)
                .containsExactly("--set gaol has no effect: no template names {{gaol}}");
    }

    @Test
    void anchoredValuesAreSharedAndKeepTheirPlace() {
        files.with("shared.yaml", """
                name: shared
                workers:
                  - { agent: architect, env: &env { LEVEL: debug } }
                  - { agent: security, env: *env, tools: &tools { allow: 1 } }
                  - { agent: security, name: other, tools: *tools }
                plan: [ { handoff: { to: security, task: Go } } ]
                """);

        assertThat(files.complaint("shared.yaml")).isEqualTo("""
                        shared.yaml:4:58: workers[1].tools.allow: found the number 1, expected a list of tools
                          4 |   - { agent: security, env: *env, tools: &tools { allow: 1 } }
                            |                                                          ^""");
        files.with("shared.yaml", """
                name: shared
                workers:
                  - { agent: architect, env: &env { LEVEL: debug } }
                  - { agent: security, env: *env }
                plan: [ { handoff: { to: security, task: Go } } ]
                """);
        assertThat(files.team("shared.yaml").workers())
                .allSatisfy(worker -> assertThat(worker.environment()).containsEntry("LEVEL", "debug"));
    }

    @Test
    void windowsLineEndsAndWideCharactersKeepLinesAndColumns() {
        files.with(
                "crlf.yaml", "name: x\r\ngoal: \uD83D\uDE00\r\nworkers: [ { agent: \"\uD83D\uDE00\", modle: x } ]\r\n");

        assertThat(files.complaint("crlf.yaml"))
                .contains("crlf.yaml:3:21: workers[0].agent: ")
                .contains("crlf.yaml:3:26: workers[0].modle: unknown key in a worker");
    }

    @Test
    void supervisorMayBeAnAgent() {
        files.with("led.yaml", """
                name: led
                supervisor: { agent: architect, instructions: Lead. }
                workers: [ { agent: security } ]
                """).with("agents/plain.yaml", "model: m\n").with("led2.yaml", """
                name: led
                supervisor: [ { agent: plain } ]
                workers: [ { agent: security } ]
                """);

        assertThat(files.team("led.yaml").supervisors())
                .map(ProfileReaderTest::withoutAgent)
                .containsExactly(new SupervisorProfile("claude-code", Optional.empty(), "Lead."));
        assertThat(files.team("led2.yaml").supervisors())
                .map(ProfileReaderTest::withoutAgent)
                .containsExactly(new SupervisorProfile("auto", Optional.of("m"), ""));
    }

    @Test
    void aPlanThatCouldNotAnswerWhatAWorkerAsksIsRefused() {
        files.with("team.yaml", """
                name: t
                supervisor: { provider: plan }
                workers: [ { agent: architect, permissions: supervisor } ]
                plan: [ { handoff: { to: architect, task: x } } ]
                """);

        assertThatThrownBy(() -> files.team("team.yaml"))
                .isInstanceOf(ProfileException.class)
                .hasMessageContaining("the supervisor `plan` cannot answer");
    }

    private static SupervisorProfile withoutAgent(SupervisorProfile supervisor) {
        return new SupervisorProfile(supervisor.provider(), supervisor.model(), supervisor.instructions());
    }

    @Test
    void supervisorThatIsAnAgentHasItsRightsAndMayOnlyReadByDefault() {
        files.with("led.yaml", """
                name: led
                supervisor:
                  - provider: [ claude-code, bedrock ]
                    tools: { deny: [ web_fetch ] }
                    env: { A: b }
                    permissions: deny
                    on_restart: retry
                  - provider: plan
                workers: [ { agent: security } ]
                plan: [ { handoff: { to: security, task: x, as: y } } ]
                """);

        List<SupervisorProfile> supervisors = files.team("led.yaml").supervisors();
        WorkerProfile agent = supervisors.getFirst().agent().orElseThrow().leading("claude-code", Optional.empty(), "");
        assertThat(supervisors).map(one -> one.agent().isPresent()).containsExactly(true, false, false);
        assertThat(agent.tools().deny()).containsExactly("web_fetch");
        assertThat(agent.role()).contains("supervisor");
        assertThat(agent.environment()).isEqualTo(Map.of("A", "b"));
        assertThat(agent.permissions()).isEqualTo(WorkerProfile.Permissions.DENY);
        assertThat(agent.onRestart()).isEqualTo(WorkerProfile.OnRestart.RETRY);
    }

    @Test
    void supervisorCannotDecideAboutItsOwnPermissions() {
        files.with("led.yaml", """
                name: led
                supervisor: { provider: claude-code, permissions: supervisor }
                workers: [ { agent: security } ]
                """);

        assertThat(files.complaint("led.yaml")).contains("the supervisor cannot decide about itself");
    }
}
