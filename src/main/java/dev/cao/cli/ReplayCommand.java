package dev.cao.cli;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.RunEvent;
import dev.cao.run.Runs;
import dev.cao.supervisor.Replay;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Repeats the decisions of a run's model from the journal. */
@Command(
        name = "replay",
        description = "Repeat what a run's model decided, from the journal: without a model, without workers.",
        footer = {
            "",
            "The recorded answers go through the loop that carried them out. Exit code 1: requests, calls or end do",
            "not come out as they were recorded."
        })
final class ReplayCommand implements Callable<Integer> {
    private final Wiring wiring;

    @Mixin
    private final Output output;

    @Parameters(arity = "0..1", paramLabel = "RUN", description = "Default: the newest run.")
    private Optional<String> run;

    @Option(names = "--full", description = "Print all texts whole.")
    private boolean full;

    @Option(names = "--json", description = "Print turns and result as JSON.")
    private boolean json;

    ReplayCommand(Wiring wiring) {
        this.wiring = wiring;
        this.output = wiring.output();
    }

    @Override
    public Integer call() throws InterruptedException {
        Runs.Known known = new Targets(wiring.runs(), wiring.environment())
                .partOrNewest(run)
                .run();
        if (known.state().dialogue().isEmpty()) {
            throw new CaoException(
                    ExitStatus.USAGE,
                    "run %s has no conversation to replay: its supervisor is %s"
                            .formatted(
                                    known.run(),
                                    known.state()
                                            .supervisor()
                                            .map(RunEvent.SupervisorChosen::provider)
                                            .orElse("not known")),
                    "Only the decisions of a model (bedrock, bedrock-agent, openai) are in the journal; 'cao logs %s' has what was done."
                            .formatted(known.run()));
        }
        Replay replay = Replay.of(known.state());
        output.print(json ? ReplayText.json(known.run(), replay) : new ReplayText(output, full).of(replay));
        return (replay.difference().isEmpty() ? ExitStatus.DONE : ExitStatus.FAILED).code();
    }
}
