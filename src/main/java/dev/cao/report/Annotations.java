package dev.cao.report;

import dev.cao.domain.JournalEntry;
import dev.cao.domain.RunEvent;
import dev.cao.domain.TaskOutcome;
import dev.cao.domain.TaskView;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run ended with as workflow commands of GitHub Actions. The runner reads them from standard output and standard
 * error alike, and shows ten errors and ten warnings of a step at most.
 */
public final class Annotations {
    private static final int MOST = 10;
    private static final int SHOWN = 1_000;

    private Annotations() {}

    /** Returns the lines, the run's own first; none for a run in which nothing went wrong. */
    public static List<String> of(RunRecord run, Ending ending) {
        List<String> errors = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        if (!ending.isDone() && !ending.isOpen()) {
            errors.add(line("error", "cao: " + run.directory().run(), ending.words() + ": " + ending.summary()));
        }
        for (TaskView task : run.state().tasks()) {
            String title = "cao: %s %s".formatted(task.id(), task.session().orElse(task.to()));
            switch (TaskVerdict.of(task, run.state(), ending)) {
                case TaskVerdict.Passed _ -> {
                    // Nothing to be told.
                }
                case TaskVerdict.Skipped(String why) -> {
                    if (task.outcome().orElse(null) instanceof TaskOutcome.Failed) {
                        warnings.add(line("warning", title, why));
                    }
                }
                case TaskVerdict.Failed(String type, String detail) ->
                    errors.add(line("error", title + " failed (" + type + ")", detail));
            }
        }
        run.state().checks().stream()
                .filter(check -> !check.holds())
                .forEach(check -> errors.add(line("error", "cao: check fails", check.check() + ": " + check.detail())));
        for (JournalEntry entry : run.entries()) {
            if (entry.event() instanceof RunEvent.Noted(RunEvent.Level level, String text)
                    && level != RunEvent.Level.INFO) {
                warnings.add(line("warning", "cao: " + run.directory().run(), text));
            }
        }
        List<String> lines = new ArrayList<>(first(errors));
        lines.addAll(first(warnings));
        return lines;
    }

    private static List<String> first(List<String> lines) {
        return lines.subList(0, Math.min(MOST, lines.size()));
    }

    /** Returns a workflow command; its parts cannot break out of it. */
    static String line(String command, String title, String message) {
        return "::%s title=%s::%s"
                .formatted(
                        command, data(title).replace(":", "%3A").replace(",", "%2C"), data(Texts.head(message, SHOWN)));
    }

    private static String data(String raw) {
        return raw.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }
}
