package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.domain.Address;
import dev.cao.domain.CallKey;
import dev.cao.domain.JournalEntry;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunId;
import dev.cao.domain.RunState;
import dev.cao.domain.TaskId;
import dev.cao.domain.TaskOutcome;
import dev.cao.domain.WorkerName;
import dev.cao.profile.LimitRaise;
import dev.cao.profile.ProfileReader;
import dev.cao.profile.TeamProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits of a run and of its agents, upon journals that grow by what a test says. */
final class BudgetTest {
    private static final Instant START = Instant.parse("2026-11-26T10:00:00Z");
    private static final TaskId TASK = new TaskId("t1");

    @TempDir
    private Path folder;

    private final RunState state = new RunState();
    private Instant now = START;

    private TeamProfile team(String limits, String ofWorker) throws IOException {
        Files.createDirectories(folder.resolve("agents"));
        Files.writeString(folder.resolve("agents/one.yaml"), "description: works\n");
        Path file = Files.writeString(folder.resolve("team.yaml"), """
                name: team
                goal: Do it.
                workers:
                  - { agent: one, provider: command, command: ["true"], parallel: 2, limits: { %s } }
                  - { agent: one, name: other, provider: command, command: ["true"] }
                plan: [ { handoff: { to: one, task: Go } } ]
                limits: { %s }
                """.formatted(ofWorker, limits));
        TeamProfile team = new ProfileReader(List.of(), java.util.Set.of("command"))
                .read(file, Map.of())
                .team();
        add(new RunEvent.RunCreated(new RunId("bank-7f3"), "team", "Do it.", "/", "{}", Map.of(), "1"));
        add(new RunEvent.OrchestratorStarted(1, 1, "boot", "/s"));
        for (String session : List.of("one", "one-2", "other")) {
            add(new RunEvent.WorkerStarting(new WorkerName(session), 1, "command", "", "", ""));
        }
        return team;
    }

    private void add(RunEvent event) {
        state.apply(new JournalEntry(state.seq() + 1, now, event));
    }

    private void tokens(String session, long count) {
        add(new RunEvent.UsageMeasured(new WorkerName(session), "m", count, 0, 0, 0, Optional.empty()));
    }

    private void recordNews(Budget budget) {
        budget.news(state, now).forEach(this::add);
    }

    @Test
    void sessionsOfAWorkerShareItsLimitAndOthersDoNotCount() throws IOException {
        Budget budget = new Budget(team("", "tokens: 1000"), false);
        tokens("one", 500);
        tokens("one-2", 299);
        tokens("other", 5000);
        assertThat(budget.news(state, now)).isEmpty();

        tokens("one-2", 1);
        assertThat(budget.news(state, now))
                .containsExactly(new RunEvent.LimitNear(
                        "one.tokens", "80 % of one's limit of 1000 tokens are used: 800 were used"));

        recordNews(budget);
        tokens("one", 200);
        assertThat(budget.news(state, now))
                .containsExactly(new RunEvent.LimitReached(
                        "one", "tokens", "one's limit of 1000 tokens was reached: 1000 were used", false));
        assertThat(budget.exceeded(state, now)).isEmpty();
        assertThat(budget.leave(state, now)).isEqualTo(Budget.Leave.GRANTED);

        recordNews(budget);
        assertThat(state.limits().holding("one")).isPresent();
        assertThat(state.limits().holding("other")).isEmpty();
        assertThat(budget.news(state, now)).isEmpty();
    }

    @Test
    void runThatPausesHoldsEverybodyUntilTheLimitIsRaised() throws IOException {
        Budget budget = new Budget(team("tokens: 1000, at_limit: pause", ""), false);
        tokens("one", 1000);
        recordNews(budget);

        assertThat(budget.exceeded(state, now)).isEmpty();
        assertThat(budget.leave(state, now)).isEqualTo(Budget.Leave.LATER);
        assertThat(state.limits().holding("other")).isPresent();
        assertThat(budget.refusal(state, LimitRaise.parse("tokens=1000"), now))
                .contains("tokens is too little: 1000 were used already");
        assertThat(budget.refusal(state, LimitRaise.parse("nobody.tokens=1M"), now))
                .hasValueSatisfying(why -> assertThat(why).startsWith("there is no agent 'nobody' in this run"));
        assertThat(budget.refusal(state, LimitRaise.parse("tokens=2k"), now)).isEmpty();

        add(new RunEvent.LimitRaised("", "tokens", "2000", "user"));
        assertThat(state.limits().holding("other")).isEmpty();
        assertThat(budget.leave(state, now)).isEqualTo(Budget.Leave.GRANTED);
        assertThat(budget.news(state, now)).isEmpty();

        tokens("one", 1000);
        assertThat(budget.news(state, now)).hasSize(2);
        assertThat(budget.leave(state, now)).isEqualTo(Budget.Leave.LATER);
    }

    @Test
    void whereNobodyIsThereToRaiseALimitTheRunEnds() throws IOException {
        Budget budget = new Budget(team("tokens: 1000, at_limit: pause", ""), true);
        tokens("one", 1000);

        assertThat(budget.exceeded(state, now)).contains("the limit of 1000 tokens was reached: 1000 were used");
        assertThat(budget.leave(state, now)).isEqualTo(Budget.Leave.NEVER);
    }

    @Test
    void timeOfAnAgentIsThatOfItsTasks() throws IOException {
        Budget budget = new Budget(team("", "time: 100s"), false);
        now = START.plusSeconds(50);
        assertThat(budget.nextDeadline(state, now)).isEmpty();
        task();
        assertThat(budget.nextDeadline(state, now)).contains(START.plusSeconds(50 + 80));

        now = START.plusSeconds(50 + 80);
        assertThat(budget.news(state, now)).hasSize(1);
        recordNews(budget);
        assertThat(budget.nextDeadline(state, now)).contains(START.plusSeconds(50 + 100));

        now = START.plusSeconds(50 + 90);
        add(new RunEvent.TaskEnded(TASK, new TaskOutcome.Done("", false)));
        now = START.plusSeconds(1000);
        assertThat(budget.news(state, now)).isEmpty();
        assertThat(budget.nextDeadline(state, now)).isEmpty();
    }

    @Test
    void pauseTakesNoTimeNorDoesTheTimeBetweenTwoOrchestrators() throws IOException {
        Budget budget = new Budget(team("time: 100s, tokens: 1, at_limit: pause", ""), false);
        now = START.plusSeconds(10);
        tokens("one", 5);
        recordNews(budget);
        now = START.plusSeconds(500);
        assertThat(state.activeAt(now)).hasSeconds(10);

        add(new RunEvent.LimitRaised("", "tokens", "10", "user"));
        now = START.plusSeconds(520);
        assertThat(state.activeAt(now)).hasSeconds(30);
        add(new RunEvent.Noted(RunEvent.Level.INFO, "last words"));
        now = START.plusSeconds(900);
        add(new RunEvent.OrchestratorStarted(2, 2, "boot", "/s"));
        assertThat(state.activeAt(START.plusSeconds(905))).hasSeconds(35);
    }

    private void task() {
        add(new RunEvent.TaskCreated(
                TASK, new CallKey("k"), Address.SUPERVISOR, new WorkerName("one"), "go", true, Optional.empty()));
        add(new RunEvent.TaskSent(TASK, new WorkerName("one-2"), 1, "go", 1, 0));
        add(new RunEvent.TaskAccepted(TASK, "p1"));
    }
}
