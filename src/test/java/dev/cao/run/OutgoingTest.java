package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.domain.Address;
import dev.cao.domain.CallKey;
import dev.cao.domain.JournalEntry;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunState;
import dev.cao.domain.TaskId;
import dev.cao.domain.WorkerName;
import dev.cao.profile.ProfileReader;
import dev.cao.provider.AgentProviders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker with two sessions; each had begun a task when it was cut off. */
final class OutgoingTest {
    private static final WorkerName FIRST = new WorkerName("w");
    private static final WorkerName SECOND = new WorkerName("w-2");

    @TempDir
    private Path folder;

    private final RunState state = new RunState();
    private Team team;

    @BeforeEach
    void bothBegin() throws IOException {
        Files.writeString(folder.resolve("w.json"), "{\"rules\": []}");
        TestRun.agent(folder, "w", "provider: stand-in\nscript: ../w.json\nparallel: 2\n");
        Path file = Files.writeString(folder.resolve("team.yaml"), """
                name: test
                goal: g
                supervisor: { provider: plan }
                workers: [ { agent: w } ]
                plan: [ { handoff: { to: w, task: x } } ]
                """);
        team = new Team(new ProfileReader(List.of(), AgentProviders.names())
                .read(file, Map.of())
                .team());
        begin("t1", FIRST);
        begin("t2", SECOND);
    }

    private void begin(String id, WorkerName session) {
        TaskId task = new TaskId(id);
        happens(new RunEvent.TaskCreated(
                task, new CallKey(id), Address.SUPERVISOR, FIRST, "do " + id, true, Optional.empty()));
        happens(new RunEvent.TaskSent(task, session, 1, "do " + id, 1, 0));
        happens(new RunEvent.TaskAccepted(task, "p1"));
    }

    private void happens(RunEvent event) {
        state.apply(new JournalEntry(state.seq() + 1, Instant.EPOCH, event));
    }

    private void cutOff(String task) {
        happens(new RunEvent.TaskRequeued(new TaskId(task), "its worker was lost"));
    }

    private Outgoing next(WorkerName session) {
        return Outgoing.next(state, team.member(session).orElseThrow()).orElseThrow();
    }

    @Test
    void eachSessionTakesTheTaskUpInWhichItWasCutOff() {
        cutOff("t1");
        cutOff("t2");

        assertThat(next(FIRST).text()).isEqualTo("do t1");
        assertThat(next(SECOND).text()).isEqualTo("do t2");
        assertThat(next(SECOND).isCutOffIn(state, SECOND)).isTrue();
    }

    @Test
    void anotherSessionTakesItTooAndIsNotToldThatItWasCutOff() {
        cutOff("t1");

        assertThat(next(SECOND).text()).isEqualTo("do t1");
        assertThat(next(SECOND).isCutOffIn(state, SECOND)).isFalse();
    }
}
