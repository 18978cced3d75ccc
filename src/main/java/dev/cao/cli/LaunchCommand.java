package dev.cao.cli;

import dev.cao.io.Time;
import dev.cao.profile.PriceList;
import dev.cao.report.Herald;
import dev.cao.run.Machine;
import dev.cao.run.Providers;
import dev.cao.run.RunDirectory;
import dev.cao.run.RunPlan;
import dev.cao.run.Runs;
import dev.cao.run.Supervisors;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs a team, from its profile to its end. */
@Command(
        name = "launch",
        description = "Run a team of workers from a profile to its end.",
        footer = {
            "",
            "Exit codes: 0 done and the checks hold, 1 failed, 2 usage or profile, 3 lost, 4 limit, 5 blocked,",
            "124 time limit, 130 / 143 interrupted. With --detach: 0 = started."
        })
final class LaunchCommand implements Callable<Integer> {
    private final Wiring wiring;

    @Mixin
    private final Output output;

    @Mixin
    private final LaunchOptions options = new LaunchOptions();

    @Mixin
    private final ReportOptions reports = new ReportOptions();

    LaunchCommand(Wiring wiring) {
        this.wiring = wiring;
        this.output = wiring.output();
    }

    @Override
    public Integer call() throws InterruptedException {
        Runs runs = wiring.runs();
        Time time = wiring.time();
        boolean ci = options.ci() || impliesCi();
        if (ci) {
            output.askNobody();
        }
        Preparation preparation = new Preparation(options, output, wiring.places());
        RunPlan plan = preparation.plan(wiring.profiles(), runs::freshId, ci);
        Map<String, String> extra = options.environment().resolve(wiring.environment());
        Machine machine = wiring.machine(extra);
        List<Providers.Chosen> chosen =
                Providers.choose(plan.team(), plan.options().provider(), plan.directory(), machine::workerEnvironment);
        Supervisors.Chosen supervisor = Supervisors.choose(plan.team(), plan.directory(), machine);
        if (plan.team().supervisors().size() > 1) {
            output.note("supervisor: %s, %s".formatted(supervisor.profile().provider(), supervisor.because()));
        }
        Preparation.checkLimits(
                plan.team().limits(),
                supervisor,
                supervisor.with(chosen),
                new PriceList(plan.team().prices()));
        Herald.check(plan.team().hooks(), wiring.environment());
        if (options.detach()) {
            reports.refuseDetached();
        }
        Reporting reporting = new Reporting(reports, output, wiring.environment());
        new Gate(output, options.yes()).pass(supervisor, supervisor.with(chosen), plan.directory());
        RunDirectory directory = runs.create(plan, Version.CURRENT, time.now());
        return options.detach()
                ? new DetachedStart(wiring, output).start(directory, 1, extra)
                : new Foreground(reports.eventsToOutput() ? output.aside() : output, ci, reporting)
                        .run(runs.find(directory.run()), plan.directory(), machine);
    }

    /** CI systems set CI; at a terminal there is somebody all the same. */
    private boolean impliesCi() {
        return Set.of("true", "1").contains(wiring.environment().getOrDefault("CI", "")) && !output.canAsk();
    }
}
