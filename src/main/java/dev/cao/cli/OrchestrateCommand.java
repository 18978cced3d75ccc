package dev.cao.cli;

import dev.cao.domain.CaoException;
import dev.cao.domain.RunId;
import dev.cao.domain.RunOutcome;
import dev.cao.domain.RunState;
import dev.cao.report.Ending;
import dev.cao.report.Redaction;
import dev.cao.report.RunRecord;
import dev.cao.report.Transcripts;
import dev.cao.run.Machine;
import dev.cao.run.Orchestrator;
import dev.cao.run.RunDirectory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Is the orchestrator of a run that was created before, without a terminal: what {@code launch --detach} starts. */
@Command(name = "orchestrate", hidden = true, description = "Run what was created; started by launch --detach.")
final class OrchestrateCommand implements Callable<Integer> {
    /** Variables of {@code --env} come with this prefix in the environment: never in an argument, never in a file. */
    static final String EXTRA = "CAO_ENV_";

    private final Wiring wiring;

    @Mixin
    private final Output output;

    @Parameters(paramLabel = "RUN")
    private RunId run;

    OrchestrateCommand(Wiring wiring) {
        this.wiring = wiring;
        this.output = wiring.output();
    }

    @Override
    public Integer call() throws InterruptedException {
        RunDirectory directory = wiring.runs().existing(run);
        Map<String, String> extra = wiring.environment().entrySet().stream()
                .filter(variable -> variable.getKey().startsWith(EXTRA))
                .collect(
                        Collectors.toMap(variable -> variable.getKey().substring(EXTRA.length()), Map.Entry::getValue));
        Machine machine = wiring.machine(extra);
        try (Orchestrator orchestrator = Orchestrator.open(directory, machine)) {
            new RunSignals(orchestrator, directory, output, _ -> {}).handle(RunSignals.OnHangUp.IGNORE);
            PageAtEnd page = new PageAtEnd(output, wiring.environment());
            page.begin(directory, orchestrator.workingDirectory());
            Redaction redaction = new Redaction(directory, List.of(machine.environment(), extra));
            Optional<Telling> telling = Telling.of(
                    orchestrator,
                    new Reporting.Subject(directory, redaction, new Transcripts(directory, new RunState())),
                    wiring.environment(),
                    output);
            telling.ifPresent(hooks -> orchestrator.follow(orchestrator.replayed(), hooks::see));
            Optional<RunOutcome> outcome;
            try {
                outcome = orchestrator.pursue();
            } catch (CaoException e) {
                if (telling.isPresent()) {
                    telling.get().end(Ending.lost(e));
                }
                throw e;
            }
            RunRecord record = RunRecord.read(directory);
            Ending ending = Ending.of(record.state(), false);
            page.write(record, new Reporting.Subject(directory, redaction, Transcripts.of(record)), ending);
            if (telling.isPresent() && outcome.isPresent()) {
                telling.get().end(ending);
            }
            return outcome.map(end -> end.exit().code()).orElse(Foreground.HUNG_UP);
        }
    }
}
