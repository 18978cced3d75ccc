package dev.cao.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TreesTest {
    private static WatchedRun three() {
        return new WatchedRun("x").worker("a").worker("b").worker("c");
    }

    private static java.util.List<String> team(WatchedRun run) {
        return run.picture().rows().stream()
                .map(row -> row.branches() + row.name())
                .toList();
    }

    private static java.util.List<String> tasks(WatchedRun run) {
        return run.picture().tree().stream()
                .map(branch ->
                        branch.branches() + (branch.task().isEmpty() ? "" : branch.task() + " ") + branch.worker())
                .toList();
    }

    @Test
    void workersStandBelowWhoGaveThemTheirLatestTask() {
        WatchedRun run = three().task("supervisor", "a", "1").task("a", "c", "2");

        assertThat(team(run)).containsExactly("supervisor", "├ a", "│ └ c", "└ b");
        assertThat(team(run.done(2, "x").task("supervisor", "c", "3")))
                .containsExactly("supervisor", "├ a", "├ b", "└ c");
    }

    @Test
    void workersThatAskedEachOtherStandBelowTheSupervisor() {
        WatchedRun run = three().task("a", "b", "1").task("b", "a", "2").task("a", "c", "3");

        assertThat(team(run)).containsExactly("supervisor", "├ a", "│ └ c", "└ b");
    }

    @Test
    void tasksHangBelowTheOneTheirGiverHadInHand() {
        WatchedRun run = three().task("supervisor", "a", "1")
                .task("a", "b", "2")
                .done(2, "x")
                .done(1, "x")
                .task("supervisor", "a", "3")
                .task("a", "c", "4")
                .task("user", "b", "5");

        assertThat(tasks(run))
                .containsExactly("supervisor", "├ t1 a", "│ └ t2 b", "└ t3 a", "  └ t4 c", "user", "└ t5 b");
    }

    @Test
    void latestAnswerOfAWorkerIsKeptForWhenItsPaneIsClosed() {
        WatchedRun run = three().task("supervisor", "a", "1").done(1, "forty\ntwo");

        assertThat(run.picture().rows().get(1).lastWord()).isEqualTo("answer to t1:\nforty\ntwo");
    }
}
