package dev.cao.cli;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.io.ControlGroup;
import dev.cao.io.Reasons;
import dev.cao.run.Leftovers;
import dev.cao.run.RunGroup;
import dev.cao.run.RunLock;
import dev.cao.run.Runs;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Deletes the records of old runs. */
@Command(
        name = "prune",
        description =
                "Delete the folders of ended runs: journals, answers, transcripts; and what killed runs left in the system.",
        footer = {"", "Runs that are live, interrupted, or have sessions open are never touched."})
final class PruneCommand implements Callable<Integer> {
    /** A launch makes its folder in some milliseconds. */
    private static final Duration LAUNCH = Duration.ofHours(1);

    private final Wiring wiring;

    @Mixin
    private final Output output;

    @Option(names = "--older-than", paramLabel = "TIME", description = "Only runs that ended so long ago: 12h, 14d.")
    private Optional<Duration> olderThan;

    @Option(names = "--keep", paramLabel = "N", description = "Keep the newest N of them.", defaultValue = "0")
    private int keep;

    @Option(names = "--yes", description = "Delete; without it, only what would be deleted is listed.")
    private boolean yes;

    PruneCommand(Wiring wiring) {
        this.wiring = wiring;
        this.output = wiring.output();
    }

    @Override
    public Integer call() {
        if (olderThan.isEmpty() && keep == 0 && yes) {
            throw new CaoException(
                    ExitStatus.USAGE,
                    "prune --yes would delete every ended run",
                    "Say which to keep: --older-than 14d, or --keep 20.");
        }
        Instant limit = wiring.time().now().minus(olderThan.orElse(Duration.ZERO));
        List<Runs.Known> ended = new ArrayList<>(wiring.runs().all().stream()
                .filter(run -> run.state().endedAt().isPresent() && !run.alive() && !Leftovers.seen(run.directory()))
                .toList());
        List<Runs.Known> old = ended.stream()
                .skip(keep)
                .filter(run -> run.state().endedAt().filter(limit::isAfter).isPresent())
                .toList();
        for (Runs.Known run : old) {
            if (yes) {
                delete(run);
            }
            output.print("%s %s".formatted(yes ? "deleted" : "would delete", run.run()));
        }
        List<Path> unborn = wiring.runs().unborn(wiring.time().now().minus(LAUNCH));
        for (Path folder : unborn) {
            if (yes) {
                delete(folder);
            }
            output.print("%s %s, of a launch that was killed".formatted(yes ? "deleted" : "would delete", folder));
        }
        List<ControlGroup> groups = RunGroup.abandoned();
        if (!groups.isEmpty()) {
            if (yes) {
                groups.forEach(ControlGroup::remove);
            }
            output.print("%s %d empty control groups of runs that were killed"
                    .formatted(yes ? "deleted" : "would delete", groups.size()));
        }
        if (old.isEmpty() && unborn.isEmpty() && groups.isEmpty()) {
            output.note("there is nothing to delete");
        } else if (!yes) {
            output.note("nothing was deleted; add --yes to delete");
        }
        return 0;
    }

    private static void delete(Runs.Known run) {
        try (RunLock _ = RunLock.take(run.directory().lock())
                .orElseThrow(
                        () -> new CaoException(ExitStatus.LOST, "run %s is live again".formatted(run.run()), ""))) {
            delete(run.directory().root());
        }
    }

    private static void delete(Path root) {
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, @org.jspecify.annotations.Nullable IOException e)
                        throws IOException {
                    if (e != null) {
                        throw e;
                    }
                    Files.delete(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new CaoException(
                    ExitStatus.USAGE, "cannot delete %s: %s".formatted(root, Reasons.of(e)), "Delete it by hand.", e);
        }
    }
}
