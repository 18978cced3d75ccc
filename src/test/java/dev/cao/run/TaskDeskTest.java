package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import dev.cao.agent.AgentFact;
import dev.cao.agent.AgentProvider;
import dev.cao.domain.Address;
import dev.cao.domain.CallKey;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunId;
import dev.cao.domain.TaskId;
import dev.cao.domain.TaskOutcome;
import dev.cao.io.DirectoryWatch;
import dev.cao.io.Time;
import dev.cao.provider.AgentProviders;
import dev.cao.terminal.TerminalRuntime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskDeskTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final TaskId TASK = new TaskId("t1");
    private static final AgentProvider STAND_IN =
            AgentProviders.named("stand-in").orElseThrow();

    @TempDir
    Path folder;

    private LedgerFixture journal;
    private TaskDesk desk;

    @BeforeEach
    void typeATask() throws Exception {
        Files.createDirectory(folder.resolve("answers"));
        journal = new LedgerFixture(folder);
        Team.Member member = journal.team.member(LedgerFixture.WORKER).orElseThrow();
        desk = desk(member);
        journal.ledger.append(new RunEvent.TaskCreated(
                TASK, new CallKey("k"), Address.SUPERVISOR, LedgerFixture.WORKER, "ours", true, Optional.empty()));
        Outgoing next =
                journal.ledger.read(state -> Outgoing.next(state, member)).orElseThrow();
        assertThat(desk.claim(next, STAND_IN, new TaskDesk.Place(1, 0, false))).isPresent();
    }

    private TaskDesk desk(Team.Member member) {
        return new TaskDesk(
                member,
                new WorkerTools(
                        journal.ledger,
                        mock(TerminalRuntime.class),
                        mock(WorkerLauncher.class),
                        new RunDirectory(new RunId("test-abc"), folder),
                        mock(DirectoryWatch.class),
                        Time.system(),
                        Duration.ofMinutes(1),
                        false,
                        new TypingHolds(),
                        new ListedTools(),
                        new StatusBoard(),
                        Stagger.ofThisMachine()));
    }

    /** The next orchestrator hears the agent's log again, from where our text was sent. */
    private void resume() {
        desk = desk(journal.team.member(LedgerFixture.WORKER).orElseThrow());
        assertThat(desk.restore()).isPresent();
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private void takes(String turn, String text) {
        boolean _ = desk.taken(new AgentFact.PromptTaken(NOW, turn, text, false));
    }

    private TaskOutcome endOf(String turn) {
        boolean _ = desk.turnEnded(new AgentFact.TurnEnded(NOW, turn, "answer", Optional.empty(), List.of()));
        return journal.ledger
                .read(state -> state.task(TASK).flatMap(task -> task.outcome()))
                .orElseThrow();
    }

    @Test
    void aTurnOfOursAloneGivesTheAnswerToOurTask() {
        takes("p1", "theirs");
        takes("p2", "ours");

        assertThat(endOf("p2")).isEqualTo(new TaskOutcome.Done("answer", false));
    }

    @Test
    void anAnswerOfATurnThatOursJoinedIsMarkedAsMixed() {
        takes("p1", "theirs");
        takes("p1", "ours");

        assertThat(endOf("p1")).isEqualTo(new TaskOutcome.Done("answer", true));
    }

    @Test
    void anAnswerOfATurnThatAPersonJoinedIsMarkedAsMixed() {
        takes("p1", "ours");
        takes("p1", "theirs");

        assertThat(endOf("p1")).isEqualTo(new TaskOutcome.Done("answer", true));
    }

    @Test
    void anAnswerIsNotMixedBecauseTheReceiptIsHeardAgainAfterAResume() {
        takes("p1", "ours");
        resume();
        takes("p1", "ours");

        assertThat(endOf("p1")).isEqualTo(new TaskOutcome.Done("answer", false));
    }

    @Test
    void anAnswerOfATurnThatAPersonJoinedIsMarkedAsMixedAfterAResume() {
        takes("p1", "ours");
        resume();
        takes("p1", "ours");
        takes("p1", "theirs");

        assertThat(endOf("p1")).isEqualTo(new TaskOutcome.Done("answer", true));
    }
}
