package dev.cao.cli;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.WorkerName;
import dev.cao.domain.WorkerView;
import dev.cao.io.ChildProcess;
import dev.cao.io.StandardStream;
import dev.cao.run.RunSockets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
        Path socket = RunSockets.find(worker.run().directory())
                .map(sockets -> sockets.tmux().socket())
                .filter(Files::exists)
                .orElseThrow(() -> closed(worker));
        List<String> argv = List.of("tmux", "-S", socket.toString(), "attach-session", "-t", session(worker));
        if (print) {
            output.print(
                    "env -u TMUX " + argv.stream().map(AttachCommand::quoted).collect(Collectors.joining(" ")));
            return 0;
        }
        if (!StandardStream.INPUT.isTerminal() || !StandardStream.OUTPUT.isTerminal()) {
            throw new CaoException(
                    ExitStatus.USAGE,
                    "attach needs a terminal",
                    "'cao attach %s --print' prints the command; 'cao logs %s' its output.".formatted(target, target));
        }
        return ChildProcess.onThisTerminal(argv, Set.of("TMUX", "TMUX_PANE"));
    }

    /** The pane's id holds whatever people do to names. */
    private static String session(Targets.Worker worker) {
        return Optional.of(worker.name())
                .filter(WorkerName::isValid)
                .flatMap(name -> worker.run().state().worker(new WorkerName(name)))
                .flatMap(WorkerView::session)
                .map(WorkerView.Pane::pane)
                .orElse("=" + worker.name());
    }

    private static CaoException closed(Targets.Worker worker) {
        String run = worker.run().run().value();
        return new CaoException(
                ExitStatus.NOT_FOUND,
                "the sessions of run %s are closed".formatted(run),
                "'cao logs %s/%s' shows what was said; 'cao launch --keep' leaves sessions open."
                        .formatted(run, worker.name()));
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_@%+:,./=-]+") && !word.startsWith("=")
                ? word
                : "'" + word.replace("'", "'\\''") + "'";
    }
}
