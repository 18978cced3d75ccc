package dev.cao.cli;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.io.StandardStream;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a worker's session in this terminal. */
@Command(
        name = "attach",
        description = "Open a worker's session in this terminal. Leave it with the prefix key (Ctrl-b), then d.",
        footer = {"", "Works inside of another tmux, too; its prefix then has to be typed twice."})
final class AttachCommand implements Callable<Integer> {
    private static final Set<String> VIEWS = Set.of("supervisor", "orchestrator");

    private final Wiring wiring;

    @Mixin
    private final Output output;

    @Parameters(paramLabel = "[RUN/]WORKER", description = "A worker, or supervisor, or orchestrator.")
    private String target;

    @Option(names = "--print", description = "Print the command instead of running it.")
    private boolean print;

    AttachCommand(Wiring wiring) {
        this.wiring = wiring;
        this.output = wiring.output();
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Targets.Worker worker = new Targets(wiring.runs(), wiring.environment()).worker(target, VIEWS);
        Attachment attachment = Attachment.to(worker);
        if (print) {
            output.print(attachment.command());
            return 0;
        }
        if (!StandardStream.INPUT.isTerminal() || !StandardStream.OUTPUT.isTerminal()) {
            throw new CaoException(
                    ExitStatus.USAGE,
                    "attach needs a terminal",
                    "'cao attach %s --print' prints the command; 'cao logs %s' its output.".formatted(target, target));
        }
        return attachment.open();
    }
}
