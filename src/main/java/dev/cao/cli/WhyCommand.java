package dev.cao.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.control.ControlRequest;
import dev.cao.io.Json;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Explains what a worker does and what waits for it. */
@Command(name = "why", description = "Explain a worker's status: how it is known, what it has in hand, what waits.")
final class WhyCommand implements Callable<Integer> {
    private final Wiring wiring;

    @Mixin
    private final Output output;

    @Parameters(paramLabel = "[RUN/]WORKER")
    private String target;

    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    WhyCommand(Wiring wiring) {
        this.wiring = wiring;
        this.output = wiring.output();
    }

    @Override
    public Integer call() {
        Targets.Worker worker = new Targets(wiring.runs(), wiring.environment()).worker(target, Set.of("supervisor"));
        ObjectNode why = new Live(wiring.environment()).ask(worker.run(), new ControlRequest.Why(worker.name()));
        output.print(json ? Json.line(why) : WhyText.of(why));
        return 0;
    }
}
