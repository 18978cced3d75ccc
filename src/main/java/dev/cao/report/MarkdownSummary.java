package dev.cao.report;

import dev.cao.domain.RunEvent;
import dev.cao.domain.TaskOutcome;
import dev.cao.domain.TaskView;
import dev.cao.domain.WorkerName;
import dev.cao.run.Spent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A run as a page of Markdown, for people who look at a CI job. What agents wrote cannot format the page. */
public final class MarkdownSummary {
    private static final int SHOWN = 2_000;

    private final RunRecord run;
    private final Ending ending;
    private final Transcripts transcripts;
    private final StringBuilder page = new StringBuilder();

    private MarkdownSummary(RunRecord run, Ending ending, Transcripts transcripts) {
        this.run = run;
        this.ending = ending;
        this.transcripts = transcripts;
    }

    /** Returns the page. */
    public static String of(RunRecord run, Ending ending, Transcripts transcripts) {
        return new MarkdownSummary(run, ending, transcripts).page();
    }

    private String page() {
        String id = run.directory().run().value();
        line("## %s cao run `%s`: %s".formatted(ending.isDone() ? "✅" : "❌", id, ending.words()));
        line(text(ending.summary()));
        line("**Goal:** " + text(Texts.head(run.created().goal().strip(), SHOWN)));
        line("**Took:** %s, in `%s`"
                .formatted(Elapsed.shown(run.duration()), run.created().directory()));
        tasks();
        spending();
        checks();
        files();
        failures();
        line("<sub>More, where the run was: `cao logs %s`, `cao logs %s --answers`, `cao report %s`</sub>"
                .formatted(id, id, id));
        return page.toString();
    }

    private void line(String paragraph) {
        page.append(paragraph).append("\n\n");
    }

    private void tasks() {
        List<TaskView> tasks = run.state().tasks();
        if (tasks.isEmpty()) {
            line("No task was given.");
            return;
        }
        page.append("| Task | Worker | As | State | Time |\n|---|---|---|---|---|\n");
        for (TaskView task : tasks) {
            WorkerName worker = task.session().orElse(task.to());
            page.append("| %s | %s | %s | %s | %s |\n"
                    .formatted(
                            task.id(),
                            cell(worker.value()),
                            cell(task.as().orElse("")),
                            state(task),
                            Elapsed.shown(Duration.between(task.createdAt(), task.since()))));
        }
        page.append('\n');
    }

    private String state(TaskView task) {
        return switch (TaskVerdict.of(task, run.state(), ending)) {
            case TaskVerdict.Passed _ -> "✅ done";
            case TaskVerdict.Skipped(String why) -> "⚪ " + cell(Texts.firstLine(why));
            case TaskVerdict.Failed(String type, String _) -> "❌ " + type;
        };
    }

    private void spending() {
        List<Spent> spent = Spent.of(run.state());
        if (spent.isEmpty()) {
            return;
        }
        page.append("| Agent | Turns | Tokens | Cost |\n|---|---|---|---|\n");
        spent.forEach(this::row);
        if (spent.size() > 1) {
            row(Spent.sum(spent));
        }
        page.append('\n');
        Spent.source(spent).ifPresent(source -> line("<sub>Priced by " + text(source) + "</sub>"));
    }

    private void row(Spent spent) {
        page.append("| %s | %d | %d | %s |\n"
                .formatted(cell(spent.agent()), spent.turns(), spent.allTokens(), spent.cost()));
    }

    private void checks() {
        List<RunEvent.CheckMade> checks = run.state().checks();
        if (!checks.isEmpty()) {
            line("**Checks**");
            line(checks.stream()
                    .map(check -> "- %s %s%s"
                            .formatted(
                                    check.holds() ? "✅" : "❌",
                                    text(check.check()),
                                    check.holds() ? "" : ": " + text(Texts.firstLine(check.detail()))))
                    .collect(Collectors.joining("\n")));
        }
    }

    private void files() {
        if (!run.state().files().isEmpty()) {
            line("**Written**");
            line(run.state().files().stream()
                    .map(file -> "- " + text(Path.of(file).toString()))
                    .collect(Collectors.joining("\n")));
        }
    }

    private void failures() {
        for (TaskView task : run.state().tasks()) {
            Optional<String> detail = detail(task);
            if (detail.isPresent()) {
                page.append("<details><summary>%s %s</summary>\n\n"
                        .formatted(task.id(), task.session().orElse(task.to())));
                fenced(detail.get());
                page.append("</details>\n\n");
            }
        }
    }

    private Optional<String> detail(TaskView task) {
        return switch (task.outcome().orElse(null)) {
            case null -> Optional.empty();
            case TaskOutcome.Done _, TaskOutcome.Cancelled _ -> Optional.empty();
            case TaskOutcome.Failed failed -> {
                String tail = String.join("\n", transcripts.of(task.id()));
                yield Optional.of("%s: %s%s"
                        .formatted(
                                failed.reason().wireName(),
                                failed.detail(),
                                tail.isEmpty() ? "" : "\n\n== end of what it printed\n" + tail));
            }
        };
    }

    /** The fence is longer than any row of backticks inside. */
    private void fenced(String content) {
        String shown = Texts.tail(content, SHOWN);
        String fence = "```";
        while (shown.contains(fence)) {
            fence += "`";
        }
        page.append(fence)
                .append("text\n")
                .append(shown)
                .append('\n')
                .append(fence)
                .append("\n\n");
    }

    private static String cell(String raw) {
        return text(raw).replace("|", "\\|");
    }

    /** CommonMark: a backslash before ASCII punctuation takes its meaning; HTML needs its entity. */
    private static String text(String raw) {
        return raw.strip()
                .replaceAll("\\s*\\R\\s*", " ")
                .replaceAll("([\\\\`*_\\[\\]#~])", "\\\\$1")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }
}
