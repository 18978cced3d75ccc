package dev.cao.cli;

import dev.cao.domain.ExitStatus;
import dev.cao.report.Ending;
import dev.cao.report.MarkdownSummary;
import dev.cao.report.Redaction;
import dev.cao.report.RunRecord;
import dev.cao.report.Transcripts;
import dev.cao.run.Runs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Writes reports of a run from its journal. */
@Command(
        name = "report",
        description = "Write reports of a run from its journal; without an option, print a Markdown page.",
        footer = {"", "What launch writes with the same options, also for a run that was detached, or was lost."})
final class ReportCommand implements Callable<Integer> {
    private final Wiring wiring;

    @Mixin
    private final Output output;

    @Mixin
    private final ReportOptions options = new ReportOptions();

    @Parameters(arity = "0..1", paramLabel = "RUN", description = "Default: the one that is live.")
    private Optional<String> run;

    ReportCommand(Wiring wiring) {
        this.wiring = wiring;
        this.output = wiring.output();
    }

    @Override
    public Integer call() throws InterruptedException {
        Runs.Known known = new Targets(wiring.runs(), wiring.environment()).run(run);
        RunRecord record = RunRecord.read(known.directory());
        Redaction redaction = new Redaction(known.directory(), List.of(wiring.environment()));
        Transcripts transcripts = Transcripts.of(record);
        Ending ending = Ending.of(record.state(), known.alive());
        if (!options.any()) {
            output.printRaw(redaction.of(MarkdownSummary.of(record, ending, transcripts)));
            return ExitStatus.DONE.code();
        }
        Reporting reporting = new Reporting(options, output, Map.of());
        reporting.replay(record, redaction);
        boolean complete = reporting.finish(new Reporting.Subject(known.directory(), redaction, transcripts), ending);
        return (complete ? ExitStatus.DONE : ExitStatus.FAILED).code();
    }
}
