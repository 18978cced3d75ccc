package dev.cao.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.domain.JournalEntry;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunId;
import dev.cao.domain.RunState;
import dev.cao.supervisor.FakeBedrock.Reply;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Runs of a model that are recorded with the real AWS SDK, and then repeated from their journal. */
final class ReplayTest {
    private static final String FINISH = "{\"status\":\"done\",\"summary\":\"all planned\"}";
    private static final String TO_ARCHITECT = "{\"agent_profile\":\"architect\",\"message\":\"design\",\"x\":1}";

    private static Desk recorded(Reply... script) throws Exception {
        Desk desk = new Desk();
        try (FakeBedrock bedrock = new FakeBedrock(FakeBedrock.inOrder(script))) {
            Bench.pursue(Bench.converse(bedrock), desk);
        }
        return desk;
    }

    /** The desk's journal as a run's. */
    private static RunState run(Desk desk, List<RunEvent.OfSupervisor> dialogue) {
        RunState state = new RunState();
        add(
                state,
                new RunEvent.RunCreated(
                        new RunId("bank-7f3"), "bank", "Plan the migration.", "/bank", "{}", Map.of(), "1"));
        dialogue.forEach(event -> add(state, event));
        desk.finished().ifPresent(end -> add(state, new RunEvent.Finished(end.done(), end.summary())));
        return state;
    }

    private static void add(RunState state, RunEvent event) {
        state.apply(new JournalEntry(state.seq() + 1, Instant.EPOCH, event));
    }

    @Test
    void decisionsComeOutAsTheyWereRecorded() throws Exception {
        Desk desk = recorded(
                FakeBedrock.calls("assign", TO_ARCHITECT, "list_workers", "{}"),
                FakeBedrock.calls("wait_for", "{\"task_ids\":[\"t1\"]}"),
                FakeBedrock.calls("no_such_tool", "{}"),
                FakeBedrock.says("I am done."),
                FakeBedrock.calls("finish", FINISH));

        Replay replay = Replay.of(run(desk, desk.journal()));

        assertThat(replay.difference()).isEmpty();
        assertThat(replay.requests()).isEqualTo(5);
        assertThat(replay.calls()).isEqualTo(4);
        assertThat(replay.turns()).hasSize(5);
        assertThat(replay.turns().get(1).asked())
                .first()
                .isEqualTo(new Replay.Part(Replay.Speaker.RESULT, "assign", note(desk)));
        assertThat(replay.turns().get(4).answered()).contains(new Replay.Part(Replay.Speaker.CALLED, "finish", FINISH));
    }

    private static String note(Desk desk) {
        RunEvent.SupervisorAsked second =
                (RunEvent.SupervisorAsked) desk.journal().get(2);
        return ((Content.Result) ContentJson.read(second.content()).getFirst()).text();
    }

    @Test
    void conversationThatWasTooLongIsToldShorterInTheSameWay() throws Exception {
        int[] refused = {0};
        String padding = "x".repeat(60_000);
        Desk desk = new Desk();
        desk.answering(_ -> new dev.cao.tool.ToolResult(true, padding, Map.of("task_id", "t1")));
        try (FakeBedrock bedrock = new FakeBedrock((turn, _) -> {
            if (turn == 3 && refused[0]++ == 0) {
                return FakeBedrock.fails(400, "ValidationException", "Input is too long for requested model.");
            }
            return turn < 4
                    ? FakeBedrock.calls("assign", TO_ARCHITECT.replace("design", "design " + turn))
                    : FakeBedrock.calls("finish", FINISH);
        })) {
            Bench.pursue(Bench.converse(bedrock), desk);
        }
        assertThat(desk.journal()).anyMatch(RunEvent.SupervisorCompacted.class::isInstance);

        assertThat(Replay.of(run(desk, desk.journal())).difference()).isEmpty();
    }

    @Test
    void runThatCaoEndedForItsStandstillEndsSoAgain() throws Exception {
        Reply same = FakeBedrock.calls("assign", TO_ARCHITECT);
        Desk desk = recorded(same, same, same);
        assertThat(desk.finished().orElseThrow().summary()).startsWith("no progress");

        assertThat(Replay.of(run(desk, desk.journal())).difference()).isEmpty();
    }

    @Test
    void runThatBrokeOffIsRepeatedAsFarAsItCame() throws Exception {
        Desk desk = recorded(FakeBedrock.calls("assign", TO_ARCHITECT), FakeBedrock.calls("finish", FINISH));
        for (int entries = 1; entries <= desk.journal().size(); entries++) {
            Replay replay = Replay.of(run(new Desk(), desk.journal().subList(0, entries)));

            assertThat(replay.difference()).as("after %d entries", entries).isEmpty();
            assertThat(replay.requests()).isEqualTo((entries + 1) / 2);
        }
    }

    @Test
    void requestThatIsNoLongerTheSameIsTold() throws Exception {
        Desk desk = recorded(FakeBedrock.calls("assign", TO_ARCHITECT), FakeBedrock.calls("finish", FINISH));
        List<RunEvent.OfSupervisor> changed = new java.util.ArrayList<>(desk.journal());
        RunEvent.SupervisorAsked first = (RunEvent.SupervisorAsked) changed.getFirst();
        changed.set(0, new RunEvent.SupervisorAsked(1, first.content().replace("Goal of", "Aim of"), first.messages()));

        assertThat(Replay.of(run(desk, changed)).difference())
                .contains("turn 1 tells the model something else than was recorded");
    }

    @Test
    void journalThatGoesOnBehindTheEndIsTold() throws Exception {
        Desk desk = recorded(FakeBedrock.calls("assign", TO_ARCHITECT), FakeBedrock.calls("finish", FINISH));
        List<RunEvent.OfSupervisor> longer = new java.util.ArrayList<>(desk.journal());
        longer.add(new RunEvent.SupervisorAsked(3, "[]", List.of()));

        assertThat(Replay.of(run(desk, longer)).difference()).contains("it ends in turn 2, and the journal has 3");
    }
}
