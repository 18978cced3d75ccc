package dev.cao.doctor;

import dev.cao.run.Leftovers;
import dev.cao.run.Runs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What old runs have left, each with the command that takes it away. */
final class RunsExamination {
    private static final String AREA = "runs";
    private static final Duration OLD = Duration.ofDays(14);

    private final Runs runs;
    private final Instant now;

    RunsExamination(Runs runs, Instant now) {
        this.runs = runs;
        this.now = now;
    }

    List<Finding> findings() {
        Runs.Listing listing = runs.list();
        List<Finding> findings = new ArrayList<>();
        long live = listing.runs().stream().filter(Runs.Known::alive).count();
        findings.add(Finding.ok(
                AREA, "%d live, %d in all".formatted(live, listing.runs().size())));
        int old = 0;
        for (Runs.Known run : listing.runs()) {
            boolean ended = run.state().endedAt().isPresent();
            boolean open = !run.alive() && Leftovers.seen(run.directory());
            if (!run.alive() && !ended) {
                findings.add(Finding.warning(
                        AREA,
                        "%s is interrupted: its orchestrator is gone".formatted(run.run()),
                        "cao resume %s goes on, cao stop %s ends it".formatted(run.run(), run.run())));
            } else if (open) {
                findings.add(Finding.warning(
                        AREA, "%s has ended and left sessions open".formatted(run.run()), "cao stop " + run.run()));
            } else if (run.state().endedAt().filter(now.minus(OLD)::isAfter).isPresent()) {
                old++;
            }
        }
        if (old > 0) {
            findings.add(Finding.note(
                    AREA,
                    "%d ended more than %d days ago".formatted(old, OLD.toDays()),
                    "cao prune --older-than 14d --yes"));
        }
        listing.unreadable()
                .forEach(damaged -> findings.add(Finding.warning(
                        AREA,
                        "%s cannot be read: %s"
                                .formatted(damaged.run(), damaged.why().what()),
                        "rm -r " + runs.directory(damaged.run()).root())));
        return findings;
    }
}
