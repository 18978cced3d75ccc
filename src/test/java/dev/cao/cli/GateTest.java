package dev.cao.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cao.agent.AgentProvider;
import dev.cao.domain.CaoException;
import dev.cao.domain.WorkerName;
import dev.cao.profile.Limits;
import dev.cao.profile.Price;
import dev.cao.profile.PriceList;
import dev.cao.profile.SpendLimits;
import dev.cao.profile.SupervisorProfile;
import dev.cao.profile.WorkerProfile;
import dev.cao.provider.AgentProviders;
import dev.cao.run.Providers;
import dev.cao.run.Supervisors;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.Mockito;

final class GateTest {
    private static final Path WORK = Path.of("/work/bank");

    @TempDir
    private Path home;

    private static final Price PRICE = new Price(BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ONE);
    private static final PriceList NO_PRICES = new PriceList(Map.of());
    private static final Supervisors.Chosen PLAN = new Supervisors.Chosen(
            new SupervisorProfile("plan", Optional.empty(), ""), new Supervisors.Kind.Plan(), "the plan");

    private Captured cao;

    @BeforeEach
    void makeCao() {
        cao = new Captured(home);
    }

    @Test
    void freeWorkersAreShownAndNotAskedAbout() {
        new Gate(cao.wiring().output(), false).pass(PLAN, List.of(program("one")), WORK);

        assertThat(cao.err()).isEqualTo("""
                WORKER  PROVIDER  MODEL  RIGHTS         WORKS IN    NOTE
                one     command   -      its program's  /work/bank  here
                """);
    }

    @Test
    void agentsNeedAnAnswerAndWithoutATerminalYes() {
        List<Providers.Chosen> agents = List.of(agent("reviewer", 1, Optional.of("reviewer"), Optional.empty()));

        assertThatThrownBy(() -> new Gate(cao.wiring().output(), false).pass(PLAN, agents, WORK))
                .isInstanceOf(CaoException.class)
                .hasMessageContaining("no terminal to ask at");
        assertThatCode(() -> new Gate(cao.wiring().output(), true).pass(PLAN, agents, WORK))
                .doesNotThrowAnyException();
        assertThat(cao.err()).contains("reviewer  some-cli  some-model  reviewer  /work/bank  v1");
    }

    @Test
    void editorsOfOneFolderAreWarnedOf() {
        assertThat(Gate.shared(
                        List.of(
                                agent("a", 1, Optional.empty(), Optional.empty()),
                                agent("b", 2, Optional.empty(), Optional.of(Path.of("own"))),
                                agent("c", 1, Optional.of("reviewer"), Optional.empty()),
                                agent("d", 1, Optional.empty(), Optional.empty())),
                        WORK))
                .containsExactly(
                        "a and d may edit /work/bank at the same time; give them a 'workdir' of their own, or hand off one after the other",
                        "the 2 sessions of b may edit /work/bank/own at the same time");
    }

    @Test
    void limitsThatCannotBeHeldAreRefused() {
        Limits limits = new Limits(
                Limits.DEFAULT_TASK,
                new SpendLimits(
                        Optional.empty(),
                        Optional.of(BigDecimal.TEN),
                        OptionalLong.empty(),
                        OptionalInt.empty(),
                        SpendLimits.AtLimit.STOP),
                OptionalInt.of(2),
                Limits.UnknownCost.REFUSE);

        assertThatCode(() -> Preparation.checkLimits(limits, PLAN, List.of(program("one")), NO_PRICES))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> Preparation.checkLimits(
                        limits, PLAN, List.of(agent("a", 1, Optional.empty(), Optional.empty())), NO_PRICES))
                .hasMessage("limits.cost cannot be held, because there is no known price for: a (some-model)");
        assertThatCode(() -> Preparation.checkLimits(
                        limits,
                        PLAN,
                        List.of(agent("a", 1, Optional.empty(), Optional.empty())),
                        new PriceList(Map.of("some-model", PRICE))))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> Preparation.checkLimits(
                        limits, PLAN, List.of(program("one"), program("two"), program("three")), NO_PRICES))
                .hasMessage("the team needs 3 worker sessions, and limits.workers allows 2");
    }

    private static Providers.Chosen program(String name) {
        return new Providers.Chosen(
                worker(name, 1, Optional.empty(), Optional.empty(), Optional.empty()),
                AgentProviders.named("command").orElseThrow(),
                "here");
    }

    /** An agent CLI, of which this cao has none yet. */
    private static Providers.Chosen agent(String name, int parallel, Optional<String> role, Optional<Path> workdir) {
        AgentProvider provider = Mockito.mock(AgentProvider.class);
        Mockito.when(provider.name()).thenReturn("some-cli");
        Mockito.when(provider.isAgentCli()).thenReturn(true);
        return new Providers.Chosen(worker(name, parallel, role, workdir, Optional.of("some-model")), provider, "v1");
    }

    private static WorkerProfile worker(
            String name, int parallel, Optional<String> role, Optional<Path> workdir, Optional<String> model) {
        return new WorkerProfile(
                new WorkerName(name),
                name,
                Path.of("/agents/a.yaml"),
                Path.of("/agents"),
                "",
                List.of("command"),
                model,
                "",
                List.of("true"),
                Optional.empty(),
                role,
                WorkerProfile.Tools.NONE,
                Map.of(),
                workdir,
                new WorkerProfile.ResultRule.Free(),
                new WorkerProfile.Background.Ignore(),
                Optional.empty(),
                SpendLimits.NONE,
                parallel,
                false,
                false,
                WorkerProfile.OnRestart.CONTINUE,
                3,
                WorkerProfile.Permissions.USER);
    }
}
