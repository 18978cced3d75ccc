package dev.cao.cli;

import dev.cao.domain.TaskOutcome;
import dev.cao.domain.TaskView;
import dev.cao.domain.WorkerName;
import dev.cao.report.OutputTail;
import dev.cao.run.Runs;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a run has done. */
@Command(
        name = "logs",
        description = "Show what a run has done, from its journal; with a worker: what concerns it, and its output.")
final class LogsCommand implements Callable<Integer> {
    private final Wiring wiring;

    @Mixin
    private final Output output;

    @Parameters(arity = "0..1", paramLabel = "RUN[/WORKER]", description = "Default: the newest run.")
    private Optional<String> target;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on until the run ends.")
    private boolean follow;

    @Option(names = "--answers", description = "Print the answers of the tasks instead, in full.")
    private boolean answers;

    @Option(names = "--json", description = "One JSON object a line, as docs/ci.md describes them.")
    private boolean json;

    LogsCommand(Wiring wiring) {
        this.wiring = wiring;
        this.output = wiring.output();
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Targets.Part part = new Targets(wiring.runs(), wiring.environment()).partOrNewest(target);
        if (answers) {
            printAnswers(part);
            return 0;
        }
        try (JournalReader reader = new JournalReader(part.run().directory())) {
            LogLines lines = new LogLines(output, part.worker(), json);
            boolean over = reader.readNew(lines::print);
            if (follow && !over) {
                reader.follow(lines::print, new Live(wiring.environment()), part.run());
            }
        }
        if (!json && !follow) {
            part.worker()
                    .filter(WorkerName::isValid)
                    .flatMap(name -> part.run().state().worker(new WorkerName(name)))
                    .flatMap(worker -> OutputTail.of(part.run().directory(), worker))
                    .ifPresent(tail -> {
                        output.print("");
                        output.print(output.result(Output.Style.BOLD, "== output, end of " + tail.file()));
                        tail.lines().forEach(output::print);
                    });
        }
        return 0;
    }

    private void printAnswers(Targets.Part part) {
        Runs.Known run = part.run();
        boolean first = true;
        for (TaskView task : run.state().tasks()) {
            String worker = task.session().orElse(task.to()).value();
            boolean meant = part.worker().isEmpty() || part.worker().equals(Optional.of(worker));
            if (meant && task.outcome().orElse(null) instanceof TaskOutcome.Done(String answer, boolean mixed)) {
                if (json) {
                    output.print(dev.cao.io.Json.line(dev.cao.io.Json.object()
                            .put("task", task.id().value())
                            .put("worker", worker)
                            .put("as", task.as().orElse(null))
                            .put("mixed", mixed)
                            .put("answer", answer)));
                    continue;
                }
                output.print((first ? "" : "\n")
                        + output.result(
                                Output.Style.BOLD,
                                "== %s %s%s"
                                        .formatted(
                                                task.id(),
                                                worker,
                                                task.as()
                                                        .map(name -> " (" + name + ")")
                                                        .orElse(""))));
                output.print(answer.stripTrailing());
                first = false;
            }
        }
    }
}
