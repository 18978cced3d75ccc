package dev.cao.cli;

import dev.cao.domain.RunEvent;
import dev.cao.domain.RunOutcome;
import dev.cao.run.Machine;
import dev.cao.run.Orchestrator;
import dev.cao.run.RunDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Is the orchestrator of a run, in the foreground: shows its progress, and its results at the end. */
final class Foreground {
    /** What a shell says of a program that the end of its terminal ended: 128 + SIGHUP. */
    static final int HUNG_UP = 129;

    private final Output output;
    private final boolean ci;

    /** @param ci plain lines, and a closed terminal ends the run */
    Foreground(Output output, boolean ci) {
        this.output = output;
        this.ci = ci;
    }

    /** Runs it to its end and returns the exit code. */
    int run(RunDirectory directory, Path workingDirectory, Machine machine) throws InterruptedException {
        try (Orchestrator orchestrator = Orchestrator.open(directory, machine)) {
            RunSignals signals = new RunSignals(orchestrator, directory, output);
            signals.handle(ci ? RunSignals.OnHangUp.STOP : RunSignals.OnHangUp.LEAVE);
            output.note("run %s; 'cao status' shows it, 'cao attach WORKER' a worker".formatted(directory.run()));
            Progress progress = new Progress(!ci && output.progressIsForPeople(), output::progress);
            List<String> files = new CopyOnWriteArrayList<>();
            Thread teller = orchestrator.follow(entry -> {
                if (entry.seq() > orchestrator.replayed()) {
                    progress.line(entry).ifPresent(output::progress);
                }
                if (entry.event() instanceof RunEvent.FileWriting(String file, long _)) {
                    files.add(file);
                }
            });
            Optional<RunOutcome> outcome = orchestrator.pursue();
            teller.join();
            if (outcome.isEmpty()) {
                return HUNG_UP;
            }
            new Results(output, directory, workingDirectory).print(orchestrator.tasks(), files, outcome.get());
            return outcome.get().exit().code();
        }
    }
}
