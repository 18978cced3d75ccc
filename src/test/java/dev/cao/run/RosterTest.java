package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.domain.JournalEntry;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunId;
import dev.cao.domain.RunState;
import dev.cao.domain.WorkerName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RosterTest {
    private static RunState run(String profile, String... started) {
        RunState state = new RunState();
        apply(state, new RunEvent.RunCreated(new RunId("bank-7f3"), "bank", "", "/bank", profile, Map.of(), "1.0"));
        for (String name : started) {
            apply(state, new RunEvent.WorkerStarting(new WorkerName(name), 1, "command", "", "s", "events.jsonl"));
        }
        return state;
    }

    private static void apply(RunState state, RunEvent event) {
        state.apply(new JournalEntry(state.seq() + 1, Instant.EPOCH, event));
    }

    private static List<String> shown(RunState state) {
        return Roster.inOrder(state).stream()
                .map(worker -> worker.name().value())
                .toList();
    }

    @Test
    void workersAreShownInTheOrderOfTheProfileWheneverTheyCameUp() {
        String team = "{\"workers\":[{\"name\":\"design\"},{\"name\":\"test\",\"parallel\":3},{\"name\":\"audit\"}]}";

        assertThat(shown(run(team, "audit", "test-3", "test", "supervisor", "design")))
                .containsExactly("design", "test", "test-3", "audit", "supervisor");
    }

    @Test
    void thoseOfAProfileThatIsNotUnderstoodAreShownAsTheyCameUp() {
        assertThat(shown(run("{}", "two", "one"))).containsExactly("two", "one");
        assertThat(shown(run("no JSON", "two", "one"))).containsExactly("two", "one");
    }

    @Test
    void sessionsThatHaveNotBeenStartedAreNamed() {
        assertThat(Roster.sessions(run("{\"workers\":[{\"name\":\"test\",\"parallel\":2}]}")))
                .containsExactly("test", "test-2");
    }
}
