package dev.cao.cli;

import dev.cao.control.ControlRequest;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Ends what a worker does now. */
@Command(name = "interrupt", description = "End what a worker does now; its task fails, the worker stays.")
final class InterruptCommand implements Callable<Integer> {
    private final Wiring wiring;

    @Mixin
    private final Output output;

    @Parameters(paramLabel = "[RUN/]WORKER")
    private String target;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Told to the one who gave the task.")
    private String reason = "";

    InterruptCommand(Wiring wiring) {
        this.wiring = wiring;
        this.output = wiring.output();
    }

    @Override
    public Integer call() {
        Targets.Worker worker = new Targets(wiring.runs(), wiring.environment()).worker(target, Set.of());
        output.print(new Live(wiring.environment())
                .ask(worker.run(), new ControlRequest.Interrupt(worker.name(), reason))
                .path("text")
                .asText());
        return 0;
    }
}
