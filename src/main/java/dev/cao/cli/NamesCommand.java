package dev.cao.cli;

import dev.cao.provider.AgentProviders;
import dev.cao.run.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints names for completion in a shell. */
@Command(name = "names", hidden = true, description = "Print the names of live runs and their workers.")
final class NamesCommand implements Callable<Integer> {
    private final Wiring wiring;

    @Mixin
    private final Output output;

    @Option(names = "--runs", description = "Runs, also those that are over.")
    private boolean runsOnly;

    @Option(names = "--profiles", description = "Profiles that come with cao.")
    private boolean profiles;

    @Option(names = "--providers", description = "Providers.")
    private boolean providers;

    NamesCommand(Wiring wiring) {
        this.wiring = wiring;
        this.output = wiring.output();
    }

    @Override
    public Integer call() throws IOException {
        if (profiles) {
            bundled().forEach(output::print);
            return 0;
        }
        if (providers) {
            AgentProviders.names().forEach(output::print);
            return 0;
        }
        Runs runs = wiring.runs();
        if (runsOnly) {
            runs.names().forEach(run -> output.print(run.value()));
            return 0;
        }
        List<Runs.Known> alive = runs.alive();
        for (Runs.Known run : alive) {
            for (String worker : Targets.sessions(run)) {
                output.print(run.run() + "/" + worker);
                if (alive.size() == 1) {
                    output.print(worker);
                }
            }
        }
        return 0;
    }

    /** Those that can be named without a path, because they are found beside cao. */
    private List<String> bundled() throws IOException {
        Optional<Path> examples =
                wiring.places().bundled().map(home -> home.resolve("examples")).filter(Files::isDirectory);
        if (examples.isEmpty()) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(examples.get())) {
            return files.map(file -> "examples/" + file.getFileName())
                    .filter(name -> name.endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }
}
