package dev.cao.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints the version. */
@Command(name = "version", description = "Print the version of cao.")
final class VersionCommand implements Callable<Integer> {
    @Mixin
    private final Output output;

    VersionCommand(Wiring wiring) {
        this.output = wiring.output();
    }

    @Override
    public Integer call() {
        output.print("cao " + Version.CURRENT);
        return 0;
    }
}
