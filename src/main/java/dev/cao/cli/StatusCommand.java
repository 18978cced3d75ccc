package dev.cao.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.io.Json;
import dev.cao.run.Runs;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows how runs stand. */
@Command(name = "status", description = "Show how the live runs stand, or one run, or all.")
final class StatusCommand implements Callable<Integer> {
    private final Wiring wiring;

    @Mixin
    private final Output output;

    @Parameters(arity = "0..1", paramLabel = "RUN", description = "Show this one, live or not.")
    private Optional<String> run;

    @Option(
            names = {"-a", "--all"},
            description = "Show every run that there is a journal of.")
    private boolean all;

    @Option(names = "--json", description = "Print the documented JSON, {\"runs\": [...]}.")
    private boolean json;

    @Option(
            names = {"-w", "--watch"},
            description = "Show one run on the whole terminal while it goes on, with keys to take part.")
    private boolean watch;

    StatusCommand(Wiring wiring) {
        this.wiring = wiring;
        this.output = wiring.output();
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Runs runs = wiring.runs();
        if (watch) {
            return watch(runs);
        }
        List<Runs.Known> chosen = run.map(
                        name -> List.of(new Targets(runs, wiring.environment()).run(Optional.of(name))))
                .orElseGet(() -> all ? everything(runs) : runs.alive());
        Instant now = wiring.time().now();
        Live live = new Live(wiring.environment());
        List<ObjectNode> documents = new ArrayList<>();
        chosen.forEach(known -> documents.add(live.status(known, now)));
        if (json) {
            ObjectNode document = Json.object();
            ArrayNode list = document.putArray("runs");
            documents.forEach(list::add);
            output.print(document.toPrettyString());
        } else if (documents.isEmpty()) {
            output.note("no run is live" + (all ? "" : "; 'cao status --all' shows those that are over"));
        } else {
            output.print(new StatusText(output, now).of(documents, all));
        }
        return 0;
    }

    private int watch(Runs runs) throws IOException, InterruptedException {
        if (all || json) {
            throw new CaoException(
                    ExitStatus.USAGE,
                    "--watch shows one run to a person; it goes together neither with --all nor with --json",
                    "'cao logs -f --json' tells scripts what happens.");
        }
        Runs.Known chosen = new Targets(runs, wiring.environment()).run(run);
        return new Watching(wiring, chosen).watch(output.mayColour()).code();
    }

    private List<Runs.Known> everything(Runs runs) {
        Runs.Listing listing = runs.list();
        listing.unreadable()
                .forEach(damaged -> output.note("run %s is left out: %s"
                        .formatted(damaged.run(), damaged.why().what())));
        return listing.runs();
    }
}
