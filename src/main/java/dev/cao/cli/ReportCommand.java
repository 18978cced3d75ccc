package dev.cao.cli;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.io.Reasons;
import dev.cao.report.Ending;
import dev.cao.report.GitChanges;
import dev.cao.report.HtmlReport;
import dev.cao.report.MarkdownSummary;
import dev.cao.report.Redaction;
import dev.cao.report.RunDocument;
import dev.cao.report.RunRecord;
import dev.cao.report.Transcripts;
import dev.cao.run.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes reports of a run from its journal. */
@Command(
        name = "report",
        description = "Write reports of a run from its journal; without an option, print a Markdown page.",
        footer = {
            "",
            "The other options write what launch writes with them, also for a run that was detached, or was lost.",
            "",
            "Examples:",
            "  cao report modernize-7f3 --html            prints where the page is; open it in a browser",
            "  cao report --html -o run.html",
            "  cao report --json | jq '.tasks[] | [.worker, .state, .ms]'"
        })
final class ReportCommand implements Callable<Integer> {
    private final Wiring wiring;

    @Mixin
    private final Output output;

    @Mixin
    private final ReportOptions options = new ReportOptions();

    @ArgGroup
    private final Form form = new Form();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where the page or document goes; - is standard output.")
    private Optional<Path> to;

    @Parameters(arity = "0..1", paramLabel = "RUN", description = "Default: the one that is live.")
    private Optional<String> run;

    /** One of them, or none. Filled by picocli. */
    static final class Form {
        @Option(names = "--html", description = "Write a page for a browser; default: report.html in the run's folder.")
        private boolean html;

        @Option(names = "--markdown", description = "Write a Markdown page; default: standard output.")
        private boolean markdown;

        @Option(names = "--json", description = "Write a JSON document; default: standard output.")
        private boolean json;
    }

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
        GitChanges changes = new GitChanges(known.directory(), record.workingDirectory());
        Instant now = wiring.time().now();
        if (form.html) {
            String page = HtmlReport.of(record, ending, transcripts, changes, redaction, now);
            write(page, to.orElse(known.directory().report()));
        } else if (form.json) {
            write(RunDocument.of(record, ending, transcripts, changes, redaction, now), to.orElse(Path.of("-")));
        } else if (form.markdown || to.isPresent() || !options.any()) {
            write(redaction.of(MarkdownSummary.of(record, ending, transcripts)), to.orElse(Path.of("-")));
        }
        if (!options.any()) {
            return ExitStatus.DONE.code();
        }
        Reporting reporting = new Reporting(options, output, Map.of());
        reporting.replay(record, redaction);
        boolean complete = reporting.finish(new Reporting.Subject(known.directory(), redaction, transcripts), ending);
        return (complete ? ExitStatus.DONE : ExitStatus.FAILED).code();
    }

    private void write(String text, Path file) {
        if (file.toString().equals("-")) {
            output.printRaw(text);
            return;
        }
        try {
            Path absolute = file.toAbsolutePath().normalize();
            Files.writeString(absolute, text);
            output.print(absolute.toString());
        } catch (IOException e) {
            throw new CaoException(
                    ExitStatus.USAGE,
                    "cannot write %s: %s".formatted(file, Reasons.of(e)),
                    "Name another file with --output.",
                    e);
        }
    }
}
