package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.cao.agent.AgentProvider;
import dev.cao.domain.RunState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FirstTurnTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path folder;

    private final AgentProvider provider = mock(AgentProvider.class);
    private final ListedTools listed = new ListedTools();
    private LedgerFixture run;

    @BeforeEach
    void setUp() throws Exception {
        run = new LedgerFixture(folder, "user\ndelegates: true");
        when(provider.answersBeforeItsTools()).thenReturn(true);
    }

    @AfterEach
    void close() {
        run.close();
    }

    private FirstTurn firstTurn() {
        WorkerTools tools = mock(WorkerTools.class);
        when(tools.listed()).thenReturn(listed);
        when(tools.ledger()).thenReturn(run.ledger);
        return new FirstTurn(run.team.members().getFirst(), provider, tools);
    }

    private long recorded() {
        return run.ledger.read(RunState::seq);
    }

    @Test
    void aTextWaitsUntilTheToolsAreConnected() {
        FirstTurn first = firstTurn();
        assertThat(first.obstacle(1, START)).contains("tools");

        listed.listed(LedgerFixture.WORKER);

        assertThat(first.obstacle(1, START)).as("it takes them up").isNotEmpty();
        assertThat(first.obstacle(1, START.plusSeconds(1))).isEmpty();
    }

    @Test
    void theNextProcessIsWaitedForAnew() {
        FirstTurn first = firstTurn();
        listed.listed(LedgerFixture.WORKER);
        assertThat(first.obstacle(1, START)).isNotEmpty();
        assertThat(first.obstacle(1, START.plusSeconds(1))).isEmpty();

        listed.starts(LedgerFixture.WORKER);

        assertThat(first.obstacle(2, START)).isNotEmpty();
    }

    @Test
    void toolsThatDoNotComeAreWaitedForOnceAndNoted() {
        FirstTurn first = firstTurn();
        long before = recorded();
        assertThat(first.obstacle(1, START)).isNotEmpty();

        assertThat(first.obstacle(1, START.plus(Duration.ofHours(1)))).isEmpty();
        assertThat(first.obstacle(1, START)).isEmpty();
        assertThat(recorded()).as("one note").isEqualTo(before + 1);
    }

    @Test
    void aCliThatWaitsForThemItselfIsNotWaitedFor() {
        when(provider.answersBeforeItsTools()).thenReturn(false);

        assertThat(firstTurn().obstacle(1, START)).isEmpty();
    }
}
