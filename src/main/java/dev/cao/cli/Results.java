package dev.cao.cli;

import dev.cao.domain.RunOutcome;
import dev.cao.domain.RunPhase;
import dev.cao.domain.TaskOutcome;
import dev.cao.domain.TaskView;
import dev.cao.domain.VisibleText;
import dev.cao.run.RunDirectory;
import dev.cao.run.Spent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Prints what a run has brought: each answer (its beginning when it is long), the tasks, what was spent, the files, how it ended. */
final class Results {
    private static final int SHOWN_LINES = 12;

    private final Output output;
    private final RunDirectory directory;
    private final Path workingDirectory;

    Results(Output output, RunDirectory directory, Path workingDirectory) {
        this.output = output;
        this.directory = directory;
        this.workingDirectory = workingDirectory;
    }

    /** @param files what the plan has written, each once */
    void print(List<TaskView> tasks, List<Spent> spent, List<String> files, RunOutcome outcome) {
        tasks.forEach(this::answer);
        if (!tasks.isEmpty()) {
            output.print(table(tasks));
            output.print("");
        }
        if (!spent.isEmpty()) {
            output.print(spending(spent));
            output.print("");
        }
        files.forEach(file -> output.print("wrote " + workingDirectory.resolve(file)));
        output.print(ending(outcome));
    }

    private void answer(TaskView task) {
        if (!(task.outcome().orElse(null) instanceof TaskOutcome.Done(String answer, boolean _))) {
            return;
        }
        Path file = directory.answer(task.id());
        String title = "== %s %s%s"
                .formatted(
                        task.id(),
                        task.to(),
                        task.as().map(name -> " (" + name + ")").orElse(""));
        output.print(output.result(Output.Style.BOLD, title));
        List<String> lines = VisibleText.of(answer).strip().lines().toList();
        if (lines.size() <= SHOWN_LINES + 1) {
            lines.forEach(output::print);
        } else {
            lines.subList(0, SHOWN_LINES).forEach(output::print);
            output.print(output.result(
                    Output.Style.DIM, "… %d more lines in %s".formatted(lines.size() - SHOWN_LINES, file)));
        }
        output.print("");
    }

    private String table(List<TaskView> tasks) {
        Table table = new Table().row("TASK", "WORKER", "STATE", "TIME", "ANSWER");
        for (TaskView task : tasks) {
            table.row(
                    task.id().value(),
                    task.session().orElse(task.to()).value(),
                    state(task),
                    Durations.shown(Duration.between(task.createdAt(), task.since())),
                    task.outcome().filter(TaskOutcome.Done.class::isInstance).isPresent()
                            ? directory.answer(task.id()).toString()
                            : "-");
        }
        return table.toString();
    }

    /** Tokens of a cache count, too; what is measured, priced and unknown is told apart. */
    private static String spending(List<Spent> spent) {
        Table table = new Table().row("AGENT", "TURNS", "TOKENS", "COST");
        spent.forEach(each -> row(table, each));
        if (spent.size() > 1) {
            row(table, Spent.sum(spent));
        }
        return Spent.source(spent)
                .map(source -> table + "\npriced: by " + source)
                .orElseGet(table::toString);
    }

    private static void row(Table table, Spent spent) {
        table.row(spent.agent(), Integer.toString(spent.turns()), Long.toString(spent.allTokens()), spent.cost());
    }

    private static String state(TaskView task) {
        return switch (task.outcome().orElse(null)) {
            case null -> task.state().wireName();
            case TaskOutcome.Done _ -> "done";
            case TaskOutcome.Failed failed ->
                "failed (%s)".formatted(failed.reason().wireName());
            case TaskOutcome.Cancelled _ -> "cancelled";
        };
    }

    private String ending(RunOutcome outcome) {
        Output.Style style = outcome.phase() == RunPhase.DONE ? Output.Style.GREEN : Output.Style.RED;
        String text = "%s: %s%s"
                .formatted(
                        directory.run(),
                        outcome.phase().wireName(),
                        outcome.summary().isEmpty() ? "" : ": " + outcome.summary());
        return output.result(style, text);
    }
}
