package dev.cao.cli;

import dev.cao.control.ControlRequest;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Leaves a message for a worker. */
@Command(name = "send", description = "Leave a message for a worker. It is typed when the worker can take it, once.")
final class SendCommand implements Callable<Integer> {
    private final Wiring wiring;

    @Mixin
    private final Output output;

    @Parameters(index = "0", paramLabel = "[RUN/]WORKER")
    private String target;

    @Parameters(index = "1", paramLabel = "TEXT", description = "- reads it from standard input.")
    private String text;

    SendCommand(Wiring wiring) {
        this.wiring = wiring;
        this.output = wiring.output();
    }

    @Override
    public Integer call() {
        Targets.Worker worker = new Targets(wiring.runs(), wiring.environment()).worker(target, Set.of("supervisor"));
        String message = Arguments.textOrInput(text);
        output.print(new Live(wiring.environment())
                .ask(worker.run(), new ControlRequest.Send(worker.name(), message))
                .path("text")
                .asText());
        return 0;
    }
}
