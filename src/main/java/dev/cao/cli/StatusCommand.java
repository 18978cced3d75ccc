package dev.cao.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.io.Json;
import dev.cao.run.Runs;
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

    StatusCommand(Wiring wiring) {
        this.wiring = wiring;
        this.output = wiring.output();
    }

    @Override
    public Integer call() {
        Runs runs = wiring.runs();
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

    private List<Runs.Known> everything(Runs runs) {
        Runs.Listing listing = runs.list();
        listing.unreadable()
                .forEach(damaged -> output.note("run %s is left out: %s"
                        .formatted(damaged.run(), damaged.why().what())));
        return listing.runs();
    }
}
