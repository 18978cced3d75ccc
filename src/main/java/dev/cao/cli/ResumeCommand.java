package dev.cao.cli;

import dev.cao.control.ControlRequest;
import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunId;
import dev.cao.profile.LimitRaise;
import dev.cao.run.Raising;
import dev.cao.run.Runs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Goes on with a run where it stood. */
@Command(
        name = "resume",
        description =
                "Go on with a run whose orchestrator was killed, hung up, or lost its tmux server, or that is paused.",
        footer = {
            "",
            "Workers that still live are taken over as they are; those that are gone are started again. What was",
            "recorded and not delivered is delivered; nothing is typed twice. Exit codes are those of launch."
        })
final class ResumeCommand implements Callable<Integer> {
    private final Wiring wiring;

    @Mixin
    private final Output output;

    @Parameters(arity = "0..1", paramLabel = "RUN", description = "Default: the one that is interrupted.")
    private Optional<RunId> named;

    @Option(
            names = {"-d", "--detach"},
            description = "Return when the run goes on; 'cao wait' waits for its end.")
    private boolean detach;

    @Option(names = "--ci", description = "Plain lines, and a closed terminal ends the run.")
    private boolean ci;

    @Option(
            names = "--limit",
            paramLabel = "NAME=VALUE",
            description = {
                "Let more be used up: cost=10USD, tokens=2M, turns=80,",
                "time=2h; of one agent: security.cost=2USD. Also of a run",
                "that is live, and paused at a limit."
            })
    private List<String> limits = List.of();

    @Mixin
    private final ReportOptions reports = new ReportOptions();

    @Mixin
    private final EnvironmentOption environment = new EnvironmentOption();

    ResumeCommand(Wiring wiring) {
        this.wiring = wiring;
        this.output = wiring.output();
    }

    @Override
    public Integer call() throws InterruptedException {
        List<LimitRaise> raises = raises();
        Runs runs = wiring.runs();
        Runs.Known run = named.map(id -> new Targets(runs, Map.of()).run(Optional.of(id.value())))
                .orElseGet(() -> onlyInterrupted(runs));
        if (run.alive()) {
            return goOn(run);
        }
        RunEvent.RunCreated created = run.state()
                .created()
                .orElseThrow(() ->
                        new CaoException(ExitStatus.NOT_FOUND, "the journal of %s is empty".formatted(run.run()), ""));
        if (!raises.isEmpty()) {
            Raising.whileItRests(run.directory(), raises, wiring.time().now());
        }
        Map<String, String> extra = environment.resolve(wiring.environment());
        if (detach) {
            reports.refuseDetached();
            return new DetachedStart(wiring, output)
                    .start(run.directory(), run.state().seq(), extra);
        }
        Reporting reporting = new Reporting(reports, output, wiring.environment());
        return new Foreground(reports.eventsToOutput() ? output.aside() : output, ci, reporting)
                .run(run, Path.of(created.directory()), wiring.machine(extra));
    }

    private List<LimitRaise> raises() {
        try {
            return limits.stream().map(LimitRaise::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new CaoException(ExitStatus.USAGE, String.valueOf(e.getMessage()), "Nothing was changed.", e);
        }
    }

    /** A run that is live needs no new orchestrator; it may wait for a limit to be raised. */
    private int goOn(Runs.Known run) {
        if (limits.isEmpty()) {
            String names = run.state().limits().reached().stream()
                    .map(reached -> "--limit %s%s=VALUE"
                            .formatted(reached.agent().isEmpty() ? "" : reached.agent() + ".", reached.limit()))
                    .collect(Collectors.joining(" "));
            throw new CaoException(
                    ExitStatus.USAGE,
                    "run '%s' has a living orchestrator".formatted(run.run()),
                    names.isEmpty()
                            ? "'cao status %s' shows it.".formatted(run.run())
                            : "It waits at a limit: 'cao resume %s %s' goes on.".formatted(run.run(), names));
        }
        new Live(wiring.environment()).ask(run, new ControlRequest.Raise(limits));
        output.note("run %s goes on with %s".formatted(run.run(), String.join(", ", limits)));
        return ExitStatus.DONE.code();
    }

    private Runs.Known onlyInterrupted(Runs runs) {
        List<Runs.Known> open = runs.all().stream()
                .filter(run -> run.state().ended().isEmpty())
                .filter(run -> !run.alive()
                        || (!limits.isEmpty() && !run.state().limits().reached().isEmpty()))
                .toList();
        if (open.size() == 1) {
            return open.getFirst();
        }
        List<String> names = open.stream().map(run -> run.run().value()).toList();
        throw new CaoException(
                open.isEmpty() ? ExitStatus.NOT_FOUND : ExitStatus.USAGE,
                open.isEmpty() ? "no run is interrupted" : "several runs are interrupted",
                open.isEmpty() ? "'cao status --all' lists the runs." : "Name one of: " + String.join(", ", names));
    }
}
