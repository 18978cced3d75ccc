package dev.cao.cli;

import dev.cao.domain.ExitStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cao} without a command. */
@Command(
        name = "cao",
        description = {
            "Runs a team of agent CLIs, each in a terminal session of its own, from a profile to its end.",
            ""
        },
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "RUN may be left out where exactly one run is live. A worker is RUN/WORKER or WORKER.",
            "First steps:  cao launch --profile examples/modernize.yaml"
        })
final class RootCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private final Output output;

    @Option(names = "--version", description = "Print the version of cao.")
    private boolean version;

    RootCommand(Wiring wiring) {
        this.output = wiring.output();
    }

    @Override
    public Integer call() {
        if (version) {
            output.print("cao " + Version.CURRENT);
            return ExitStatus.DONE.code();
        }
        output.progress(spec.commandLine().getUsageMessage().stripTrailing());
        return ExitStatus.USAGE.code();
    }
}
