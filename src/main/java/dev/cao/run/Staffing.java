package dev.cao.run;

import dev.cao.io.DirectoryWatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Starts the worker sessions of a team, and takes up those that an earlier orchestrator started. */
final class Staffing {
    private final RunDirectory directory;
    private final Machine machine;
    private final RunPlan plan;
    private final Team team;
    private final Ledger ledger;

    Staffing(RunDirectory directory, Machine machine, RunPlan plan, Team team, Ledger ledger) {
        this.directory = directory;
        this.machine = machine;
        this.plan = plan;
        this.team = team;
        this.ledger = ledger;
    }

    /**
     * Starts everything at once; returns while agents still come up.
     *
     * @param watch is told which folders hold the agents' event logs
     * @param faults learns of a worker's thread that fails
     */
    void start(List<Providers.Chosen> chosen, Stage stage, DirectoryWatch watch, Thread.UncaughtExceptionHandler faults)
            throws IOException, InterruptedException {
        WorkerLauncher launcher = launcher(stage);
        WorkerTools tools = new WorkerTools(
                ledger,
                stage.terminal(),
                launcher,
                directory,
                watch,
                machine.time(),
                plan.team().limits().task(),
                plan.options().unattended(),
                stage.crew().holds(),
                stage.crew().listed(),
                stage.crew().board(),
                stage.crew().stagger());
        Map<String, WorkerLauncher.Choice> choices = chosen.stream()
                .collect(Collectors.toMap(
                        choice -> choice.worker().name().value(),
                        choice -> new WorkerLauncher.Choice(choice.provider(), choice.because())));
        for (Team.Member member : team.sessions()) {
            Path home = directory.worker(member.session());
            RunDirectory.privateFolder(home);
            watch.add(home);
            WorkerLauncher.Choice choice = Optional.ofNullable(
                            choices.get(member.worker().value()))
                    .orElseThrow(() -> new IllegalStateException("no provider was chosen for " + member.worker()));
            Optional<WorkerLauncher.Adoption> adoption = launcher.adoption(member, choice, stage.sameServer());
            stage.crew()
                    .add(
                            new WorkerSession(
                                    member,
                                    choice,
                                    tools,
                                    duty(member),
                                    adoption,
                                    () -> othersUsable(stage.crew(), member)),
                            faults);
        }
    }

    private Duty duty(Team.Member member) {
        return team.supervisor().equals(Optional.of(member))
                ? new Lead(member, ledger, plan.options().unattended(), plan.goal())
                : Duty.NONE;
    }

    private WorkerLauncher launcher(Stage stage) {
        return new WorkerLauncher(
                directory,
                plan.directory(),
                machine.caoCommand(),
                machine::workerEnvironment,
                stage.sockets().control().socket(),
                stage.tokens(),
                stage.terminal(),
                ledger);
    }

    private boolean othersUsable(WorkerCrew crew, Team.Member member) {
        return team.members().stream()
                .filter(other -> other.worker().equals(member.worker()) && !other.equals(member))
                .anyMatch(other -> crew.usable(other.session()));
    }
}
