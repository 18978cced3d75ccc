package dev.cao.cli;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.RunOutcome;
import dev.cao.domain.RunPhase;
import dev.cao.report.Ending;
import dev.cao.run.Machine;
import dev.cao.run.Orchestrator;
import dev.cao.run.RunDirectory;
import dev.cao.run.Runs;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Is the orchestrator of a run, in the foreground: shows its progress, and its results and reports at the end. */
final class Foreground {
    /** What a shell says of a program that the end of its terminal ended: 128 + SIGHUP. */
    static final int HUNG_UP = 129;

    private final Output output;
    private final boolean ci;
    private final Reporting reporting;

    /**
     * @param output where the results go
     * @param ci plain lines, and a closed terminal ends the run
     */
    Foreground(Output output, boolean ci, Reporting reporting) {
        this.output = output;
        this.ci = ci;
        this.reporting = reporting;
    }

    /** Runs it to its end and returns the exit code. */
    int run(Runs.Known run, Path workingDirectory, Machine machine) throws InterruptedException {
        RunDirectory directory = run.directory();
        Progress progress = new Progress(!ci && output.progressIsForPeople(), output::progress, run.state());
        Reporting.Subject subject =
                reporting.begin(directory, run.state(), List.of(machine.environment(), machine.extraEnvironment()));
        try {
            return lead(directory, workingDirectory, machine, subject, progress);
        } catch (CaoException e) {
            reporting.finish(subject, Ending.lost(e));
            throw e;
        } catch (RuntimeException e) {
            Ending fault = new Ending(RunPhase.INTERRUPTED, Optional.of(ExitStatus.FAULT), "a fault in cao: " + e);
            reporting.finish(subject, fault);
            throw e;
        }
    }

    private int lead(
            RunDirectory directory,
            Path workingDirectory,
            Machine machine,
            Reporting.Subject subject,
            Progress progress)
            throws InterruptedException {
        try (Orchestrator orchestrator = Orchestrator.open(directory, machine)) {
            RunSignals signals = new RunSignals(orchestrator, directory, output, exit -> atOnce(subject, exit));
            signals.handle(ci ? RunSignals.OnHangUp.STOP : RunSignals.OnHangUp.LEAVE);
            output.note("run %s; 'cao status' shows it, 'cao attach WORKER' a worker".formatted(directory.run()));
            reporting.follow(orchestrator, subject);
            Thread teller = orchestrator.follow(
                    orchestrator.replayed(), entry -> progress.line(entry).ifPresent(output::progress));
            Optional<RunOutcome> outcome = orchestrator.pursue();
            teller.join();
            if (outcome.isEmpty()) {
                reporting.finish(subject, left());
                return HUNG_UP;
            }
            RunOutcome end = outcome.get();
            new Results(output, directory, workingDirectory)
                    .print(orchestrator.tasks(), orchestrator.spent(), orchestrator.files(), end);
            boolean complete =
                    reporting.finish(subject, new Ending(end.phase(), Optional.of(end.exit()), end.summary()));
            return (complete ? end.exit() : end.exit().or(ExitStatus.FAILED)).code();
        }
    }

    private static Ending left() {
        return new Ending(RunPhase.INTERRUPTED, Optional.empty(), "its terminal was closed; its agents stay");
    }

    private void atOnce(Reporting.Subject subject, ExitStatus exit) throws InterruptedException {
        reporting.finishAtOnce(
                subject, new Ending(RunPhase.STOPPED, Optional.of(exit), "stopped at once by a second signal"));
    }
}
