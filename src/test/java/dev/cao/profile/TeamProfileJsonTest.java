package dev.cao.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cao.domain.WorkerName;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class TeamProfileJsonTest {
    private static final Template TEMPLATE =
            new Template(List.of(new Template.Part.Text("a {{b}} \"é\"\n"), new Template.Part.Name("goal")));
    private static final Condition CONDITION = new Condition.Or(
            new Condition.And(
                    new Condition.Is("a", Condition.State.FAILED), new Condition.Not(new Condition.Contains("b", "x"))),
            new Condition.Is("a", Condition.State.SKIPPED));

    private static final SpendLimits SPEND = new SpendLimits(
            Optional.of(Duration.ofMinutes(45)),
            Optional.of(new BigDecimal("0.50")),
            OptionalLong.of(3_000_000_000L),
            OptionalInt.of(6),
            SpendLimits.AtLimit.PAUSE);
    private static final SupervisorProfile SUPERVISOR = new SupervisorProfile(
            "bedrock",
            Optional.of("us.anthropic.claude"),
            "do",
            Optional.empty(),
            new ModelSettings(
                    Optional.of("us-east-1"),
                    Optional.of("https://vpce"),
                    Optional.of("http://localhost/v1"),
                    Optional.of("KEY"),
                    Optional.of(new ModelSettings.Agent("A", "B")),
                    OptionalInt.of(4096),
                    Optional.of(new BigDecimal("0.2")),
                    Optional.of(new ModelSettings.Guardrail("g", "1")),
                    Optional.of(false),
                    "{\"a\":1}",
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(2)),
            SPEND);

    @Test
    void everyKindOfValueComesBackAsItWas() {
        TeamProfile team = new TeamProfile(
                Path.of("/p/team.yaml"),
                "team",
                Optional.of("Goal"),
                variables(),
                Optional.of(Path.of("/p/dir")),
                List.of(
                        new SupervisorProfile("plan", Optional.of("m"), "do"),
                        SUPERVISOR,
                        new SupervisorProfile(
                                "auto",
                                Optional.empty(),
                                "",
                                Optional.of(WorkerProfile.supervisor(Path.of("/p/team.yaml"))),
                                ModelSettings.DEFAULT,
                                SpendLimits.NONE)),
                List.of(
                        worker("a", new WorkerProfile.ResultRule.Free(), new WorkerProfile.Background.Ignore()),
                        worker(
                                "b",
                                new WorkerProfile.ResultRule.Required(),
                                new WorkerProfile.Background.Await(Duration.ofSeconds(90))),
                        worker(
                                "c",
                                new WorkerProfile.ResultRule.Schema("{\"type\":\"object\"}"),
                                new WorkerProfile.Background.Ignore())),
                List.of(
                        new PlanStep.Handoff(new WorkerName("a"), TEMPLATE, "x", 1, Optional.of(CONDITION)),
                        new PlanStep.Assign(new WorkerName("b"), TEMPLATE, "y", 0, Optional.empty()),
                        new PlanStep.Send(new WorkerName("c"), TEMPLATE, Optional.empty()),
                        new PlanStep.Wait(List.of("y"), false, Optional.of(Duration.ofHours(1)), Optional.empty()),
                        new PlanStep.Write(Path.of("out/x.md"), TEMPLATE, Optional.of(CONDITION))),
                List.of(
                        new Check.FileExists(Path.of("out/x.md")),
                        new Check.CommandSucceeds(List.of("make", ""), Duration.ofMinutes(5))),
                new Limits(Duration.ofMinutes(20), SPEND, OptionalInt.empty(), Limits.UnknownCost.ALLOW),
                Map.of(
                        "m",
                        new Price(
                                new BigDecimal("3"),
                                new BigDecimal("15"),
                                new BigDecimal("0.3"),
                                new BigDecimal("3.75"))),
                List.of(
                        new Hook(
                                Hook.When.BLOCKED,
                                new Hook.Target.Command(List.of("notify", "")),
                                Optional.empty(),
                                Duration.ofSeconds(3)),
                        new Hook(
                                Hook.When.DONE,
                                new Hook.Target.Webhook("https://example.org/x"),
                                Optional.of("TOKEN"),
                                Hook.DEFAULT_TIMEOUT),
                        new Hook(
                                Hook.When.FAILED,
                                new Hook.Target.SecretWebhook("URL"),
                                Optional.empty(),
                                Hook.DEFAULT_TIMEOUT)));

        TeamProfile back = TeamProfileJson.read(TeamProfileJson.write(team));

        assertThat(back).isEqualTo(team);
        assertThat(back.variables().keySet()).containsExactly("z", "a");
        assertThat(TeamProfileJson.write(team)).doesNotContain("\n");
    }

    @Test
    void otherTextIsRefused() {
        assertThatThrownBy(() -> TeamProfileJson.read("{}")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TeamProfileJson.read("no")).isInstanceOf(IllegalArgumentException.class);
    }

    private static Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("z", "1");
        variables.put("a", "2");
        return variables;
    }

    private static WorkerProfile worker(
            String name, WorkerProfile.ResultRule result, WorkerProfile.Background background) {
        return new WorkerProfile(
                new WorkerName(name),
                "agent",
                Path.of("/p/agents/agent.yaml"),
                Path.of("/p/agents"),
                "what",
                List.of("command", "auto"),
                Optional.empty(),
                "how",
                List.of("/bin/true", "x y"),
                Optional.of(Path.of("/p/script")),
                Optional.of("reviewer"),
                new WorkerProfile.Tools(List.of("fs_read"), List.of("@x")),
                variables(),
                Optional.of(Path.of("sub")),
                result,
                background,
                Optional.of(Duration.ofSeconds(5)),
                SPEND,
                2,
                true,
                true,
                WorkerProfile.OnRestart.FAIL,
                3,
                WorkerProfile.Permissions.DENY);
    }
}
