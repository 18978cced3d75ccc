package dev.cao.watch;

import dev.cao.domain.RunPhase;
import dev.cao.run.Narration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A run as it is shown, at one moment.
 *
 * @param tasks how many stand how, in words
 * @param rows the supervisor first, then workers below whoever gave them their latest task
 * @param tree who asked whom for what
 * @param events oldest first
 */
record Picture(
        Heading heading, Link link, String tasks, Spent spent, List<Row> rows, List<Branch> tree, List<Event> events) {
    Picture {
        rows = List.copyOf(rows);
        tree = List.copyOf(tree);
        events = List.copyOf(events);
    }

    /** What the run is, and how it stands or ended. */
    record Heading(
            String run,
            String goal,
            String directory,
            RunPhase phase,
            Optional<Integer> exit,
            String summary,
            Instant startedAt,
            Optional<Instant> endedAt) {}

    /** What models have used; {@code cost} is in words, empty when nothing is known. */
    record Spent(long tokens, String cost) {}

    /**
     * The supervisor or a worker session.
     *
     * @param branches what connects it with whom it works for
     * @param question what it asks the person; empty when nothing
     * @param pane its tmux pane
     * @param lastWord its latest answer or failure, for when its pane is closed
     */
    record Row(
            String name,
            String branches,
            String provider,
            String status,
            String detail,
            String hold,
            List<Fact> facts,
            Optional<Task> task,
            int inbox,
            Spent spent,
            String question,
            Optional<Pane> pane,
            String lastWord) {
        Row {
            facts = List.copyOf(facts);
        }
    }

    /** What a worker has in hand. */
    record Task(String id, String state, String from, Instant since, String text) {}

    /** Where a worker's program runs. */
    record Pane(String id, String session, long pid) {}

    /**
     * A line of the tree.
     *
     * @param task empty for whoever gives tasks only
     * @param until empty while it is open
     */
    record Branch(
            String branches,
            String task,
            String worker,
            String state,
            Instant from,
            Optional<Instant> until,
            String text) {}

    /** A line of the stream of events. */
    record Event(Instant at, Narration.Line line) {}
}
