package dev.cao.report;

import dev.cao.domain.JournalEntry;
import dev.cao.domain.RunEvent;
import dev.cao.domain.TaskId;
import dev.cao.domain.TaskOutcome;
import dev.cao.domain.WorkerName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** When somebody was needed, or something went wrong: blocked, failed and died, each with what the screen showed. */
final class Moments {
    private Moments() {}

    /**
     * @param kind {@code blocked} {@code failed} {@code died} {@code check}
     * @param lasted how long a blocked task had to wait; empty if it waits yet
     */
    record Moment(
            Instant at,
            String kind,
            String who,
            Optional<String> task,
            String what,
            Optional<Duration> lasted,
            Optional<String> screen) {}

    static List<Moment> of(RunRecord run, Transcripts transcripts) {
        Screens screens = new Screens(run.directory());
        Instant end = run.state().endedAt().orElse(Instant.MAX);
        List<Moment> moments = new ArrayList<>();
        for (int i = 0; i < run.entries().size(); i++) {
            JournalEntry entry = run.entries().get(i);
            Supplier<Optional<String>> screen = () -> screens.at(entry.seq());
            Optional<Moment> moment = switch (entry.event()) {
                case RunEvent.TaskWaiting waiting ->
                    Optional.of(
                            blocked(run, run.entries().subList(i, run.entries().size()), waiting, screen.get()));
                case RunEvent.TaskEnded(var task, TaskOutcome.Failed failed) ->
                    Optional.of(failed(run, entry, task, failed, screen.get().or(() -> joined(transcripts.of(task)))));
                case RunEvent.WorkerGone gone
                when entry.at().isBefore(end.minusSeconds(1)) ->
                    Optional.of(new Moment(
                            entry.at(),
                            "died",
                            gone.worker().value(),
                            Optional.empty(),
                            "its program ended (%s)".formatted(gone.exit()),
                            Optional.empty(),
                            screen.get().or(() -> joined(List.of(gone.detail())))));
                case RunEvent.CheckMade check
                when !check.holds() ->
                    Optional.of(new Moment(
                            entry.at(),
                            "check",
                            "run",
                            Optional.empty(),
                            "does not hold: " + check.check(),
                            Optional.empty(),
                            joined(List.of(check.detail()))));
                default -> Optional.empty();
            };
            moment.ifPresent(moments::add);
        }
        return moments;
    }

    private static Moment blocked(
            RunRecord run, List<JournalEntry> from, RunEvent.TaskWaiting waiting, Optional<String> screen) {
        return new Moment(
                from.getFirst().at(),
                "blocked",
                who(run, waiting.task()),
                Optional.of(waiting.task().value()),
                "waits for a %s: %s".formatted(waiting.on().name().toLowerCase(Locale.ROOT), waiting.detail()),
                lasted(from, waiting),
                screen);
    }

    private static Moment failed(
            RunRecord run, JournalEntry entry, TaskId task, TaskOutcome.Failed failed, Optional<String> screen) {
        return new Moment(
                entry.at(),
                "failed",
                who(run, task),
                Optional.of(task.value()),
                "%s: %s".formatted(failed.reason().wireName(), failed.detail()),
                Optional.empty(),
                screen);
    }

    private static Optional<String> joined(List<String> lines) {
        return Optional.of(String.join("\n", lines)).filter(text -> !text.isBlank());
    }

    private static Optional<Duration> lasted(List<JournalEntry> later, RunEvent.TaskWaiting waiting) {
        return later.stream()
                .filter(entry -> entry.event() instanceof RunEvent.OfTask event
                        && event.task().equals(waiting.task())
                        && !(event instanceof RunEvent.TaskWaiting))
                .findFirst()
                .map(next -> Duration.between(later.getFirst().at(), next.at()));
    }

    private static String who(RunRecord run, TaskId task) {
        return run.state()
                .task(task)
                .map(view -> view.session().orElse(view.to()))
                .map(WorkerName::value)
                .orElse(task.value());
    }
}
