package dev.cao.cli;

import dev.cao.control.ControlRequest;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Answers what a worker is blocked on, or what the supervisor asks. */
@Command(
        name = "answer",
        description = {
            "Answer what a worker is blocked on: allow or deny, or the text it asks for.",
            "For 'supervisor': what it asks you."
        })
final class AnswerCommand implements Callable<Integer> {
    private final Wiring wiring;

    @Mixin
    private final Output output;

    @Parameters(index = "0", paramLabel = "[RUN/]WORKER")
    private String target;

    @Parameters(index = "1", paramLabel = "TEXT", description = "- reads it from standard input.")
    private String text;

    AnswerCommand(Wiring wiring) {
        this.wiring = wiring;
        this.output = wiring.output();
    }

    @Override
    public Integer call() {
        Targets.Worker worker = new Targets(wiring.runs(), wiring.environment()).worker(target, Set.of("supervisor"));
        String answer = Arguments.textOrInput(text);
        output.print(new Live(wiring.environment())
                .ask(worker.run(), new ControlRequest.Answer(worker.name(), answer))
                .path("text")
                .asText());
        return 0;
    }
}
