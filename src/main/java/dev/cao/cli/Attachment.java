package dev.cao.cli;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.WorkerName;
import dev.cao.domain.WorkerView;
import dev.cao.io.ChildProcess;
import dev.cao.run.RunSockets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How a person gets to the session of a worker. */
final class Attachment {
    private final List<String> argv;

    private Attachment(List<String> argv) {
        this.argv = argv;
    }

    /** @throws CaoException if the run's sessions are closed */
    static Attachment to(Targets.Worker worker) {
        Path socket = RunSockets.find(worker.run().directory())
                .map(sockets -> sockets.tmux().socket())
                .filter(Files::exists)
                .orElseThrow(() -> closed(worker));
        return new Attachment(List.of("tmux", "-S", socket.toString(), "attach-session", "-t", session(worker)));
    }

    /** Gives this process's terminal to the session; returns when the person has left it. */
    int open() throws IOException, InterruptedException {
        return ChildProcess.onThisTerminal(argv, Set.of("TMUX", "TMUX_PANE"));
    }

    /** Returns the command for a shell. */
    String command() {
        return "env -u TMUX " + argv.stream().map(Attachment::quoted).collect(Collectors.joining(" "));
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
