package dev.cao.cli;

import dev.cao.domain.ExitStatus;
import dev.cao.io.ProcessTree;
import dev.cao.io.Subprocess;
import dev.cao.run.Orchestrator;
import dev.cao.run.RunDirectory;
import dev.cao.run.RunSockets;
import dev.cao.run.Strays;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import sun.misc.Signal;

/**
 * What signals do to a run: the first SIGINT or SIGTERM ends it in order, a second one at once; the end of the terminal
 * leaves it, or ends it where nobody would come back.
 */
final class RunSignals {
    private static final Duration KILL_TIME = Duration.ofSeconds(3);

    /** "At once" leaves the reports of a usual run their time, and no stuck disk any. */
    private static final Duration LAST_WORDS_TIME = Duration.ofSeconds(2);

    /** timeout(1) of GNU signals the program and at once its process group, so one request comes as two signals. */
    private static final Duration ONE_REQUEST = Duration.ofMillis(300);

    private final Orchestrator orchestrator;
    private final RunDirectory directory;
    private final Output output;
    private final LastWords lastWords;
    private final AtomicReference<Optional<First>> stopping = new AtomicReference<>(Optional.empty());

    /** The signal that asked for the end: when, in nanoseconds of this JVM's own clock, and what the journal holds. */
    private record First(long at, ExitStatus exit) {}

    /** What the end of the terminal does. */
    enum OnHangUp {
        /** The agents stay; the run is interrupted. */
        LEAVE,
        /** As SIGTERM. */
        STOP,
        /** There is no terminal. */
        IGNORE
    }

    /** What is done before this process goes at once. */
    interface LastWords {
        void say(ExitStatus exit) throws InterruptedException;
    }

    RunSignals(Orchestrator orchestrator, RunDirectory directory, Output output, LastWords lastWords) {
        this.orchestrator = orchestrator;
        this.directory = directory;
        this.output = output;
        this.lastWords = lastWords;
    }

    /** Takes the signals over from the JVM. A signal that our parent had switched off stays off. */
    void handle(OnHangUp onHangUp) {
        Signal.handle(new Signal("INT"), _ -> stop("SIGINT", ExitStatus.INTERRUPTED));
        Signal.handle(new Signal("TERM"), _ -> stop("SIGTERM", ExitStatus.TERMINATED));
        Signal.handle(new Signal("HUP"), _ -> {
            switch (onHangUp) {
                case LEAVE -> orchestrator.hangUp();
                case STOP -> stop("SIGHUP", ExitStatus.TERMINATED);
                case IGNORE -> {
                    // Nobody listens to us anyway.
                }
            }
        });
    }

    private void stop(String signal, ExitStatus exit) {
        long now = System.nanoTime();
        Optional<First> earlier = stopping.getAndUpdate(first -> first.or(() -> Optional.of(new First(now, exit))));
        if (earlier.isEmpty()) {
            output.note("%s: stopping the run; once more stops it at once".formatted(signal));
            orchestrator.stop(signal, exit, "stopped by " + signal);
        } else if (now - earlier.get().at() > ONE_REQUEST.toNanos()) {
            output.note("%s: stopping at once".formatted(signal));
            killTerminals();
            sayLastWords(earlier.get().exit());
            Runtime.getRuntime().halt(earlier.get().exit().code());
        }
    }

    private void sayLastWords(ExitStatus exit) {
        try {
            Thread speaker = Thread.ofVirtual().name("last words").start(() -> {
                try {
                    lastWords.say(exit);
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            });
            boolean _ = speaker.join(LAST_WORDS_TIME);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void killTerminals() {
        try {
            for (RunSockets sockets : RunSockets.find(directory).stream().toList()) {
                // The orderly stop may have ended the sessions already; an agent that ignores that lives on without
                // one.
                Stream<Long> ofSessions = tmux(sockets, "list-panes", "-a", "-F", "#{pane_pid}")
                        .out()
                        .lines()
                        .map(Long::valueOf);
                Stream.concat(ofSessions, orchestrator.agentProcesses().stream())
                        .distinct()
                        .flatMap(pid -> ProcessHandle.of(pid).stream())
                        .map(ProcessTree::of)
                        .reduce(ProcessTree::and)
                        .orElse(ProcessTree.none())
                        .killAfter(Duration.ZERO);
                tmux(sockets, "kill-server");
                Strays.kill(directory, sockets);
                sockets.remove();
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            output.note("the workers' tmux server could not be ended (%s); 'cao stop %s' ends what is left"
                    .formatted(e.getMessage(), directory.run()));
        }
    }

    private static Subprocess.Result tmux(RunSockets sockets, String... command)
            throws IOException, InterruptedException {
        List<String> argv =
                new ArrayList<>(List.of("tmux", "-S", sockets.tmux().socket().toString()));
        argv.addAll(List.of(command));
        return Subprocess.run(argv, Path.of("/"), Map.of(), "", KILL_TIME);
    }
}
