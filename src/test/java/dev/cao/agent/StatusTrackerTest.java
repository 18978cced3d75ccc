package dev.cao.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.domain.AgentStatus;
import dev.cao.domain.ProcessExit;
import dev.cao.domain.RunEvent.Wait;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusTrackerTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private final StatusTracker tracker = new StatusTracker(NOW);

    @Test
    void aStartedProcessIsNotYetIdle() {
        assertThat(tracker.status()).isEqualTo(AgentStatus.STARTING);
    }

    @Test
    void theEndOfATurnIsNotYetIdle() {
        tracker.take(new AgentFact.Ready(NOW));
        tracker.take(new AgentFact.PromptTaken(NOW, "p1", "do", false));
        tracker.take(new AgentFact.TurnEnded(NOW, "p1", "done", Optional.empty(), List.of()));

        assertThat(tracker.status()).isEqualTo(AgentStatus.WORKING);
    }

    @Test
    void aQueuedPromptOfAnIdleAgentDoesNotMakeItWork() {
        tracker.take(new AgentFact.Ready(NOW));
        tracker.take(new AgentFact.PromptTaken(NOW, "p1", "do", true));

        assertThat(tracker.status()).isEqualTo(AgentStatus.IDLE);
    }

    @Test
    void whatItWaitsForIsTold() {
        tracker.take(new AgentFact.Waiting(NOW, Wait.PERMISSION, "r1", "Bash rm"));

        assertThat(tracker.now().status()).isEqualTo(AgentStatus.BLOCKED);
        assertThat(tracker.now().detail()).isEqualTo("permission: Bash rm");
    }

    @Test
    void silenceOfAnIdleAgentMeansNothing() {
        tracker.take(new AgentFact.Ready(NOW));

        tracker.silent(NOW);

        assertThat(tracker.status()).isEqualTo(AgentStatus.IDLE);
    }

    @Test
    void silenceOfAWorkingAgentMakesItUnknownUntilItPrintsAgain() {
        tracker.take(new AgentFact.Working(NOW, "thinking"));
        tracker.silent(NOW);
        assertThat(tracker.status()).isEqualTo(AgentStatus.UNKNOWN);

        tracker.heardAgain(NOW);

        assertThat(tracker.status()).isEqualTo(AgentStatus.WORKING);
    }

    @Test
    void theNewestEvidenceComesFirstAndOnlySomeIsKept() {
        for (int i = 0; i < 20; i++) {
            tracker.take(new AgentFact.Working(NOW.plusSeconds(i), "step " + i));
        }

        assertThat(tracker.now().evidence()).hasSize(6);
        assertThat(tracker.now().evidence().getFirst().fact()).isEqualTo("it works: step 19");
    }

    @Test
    void theEndOfItsProcessIsNamed() {
        tracker.gone(new ProcessExit.Signal(9), NOW);

        assertThat(tracker.now().detail()).isEqualTo("signal 9");
    }
}
