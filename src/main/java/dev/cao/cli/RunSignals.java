package dev.cao.cli;

import dev.cao.domain.ExitStatus;
import dev.cao.io.Subprocess;
import dev.cao.run.Orchestrator;
import dev.cao.run.RunDirectory;
import dev.cao.run.RunSockets;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;

/**
 * What signals do to a run: the first SIGINT or SIGTERM ends it in order, a second one at once; the end of the terminal
 * leaves it, or ends it where nobody would come back.
 */
final class RunSignals {
    private static final Duration KILL_TIME = Duration.ofSeconds(3);

    /** "At once" leaves the reports of a usual run their time, and no stuck disk any. */
    private static final Duration LAST_WORDS_TIME = Duration.ofSeconds(2);

    private final Orchestrator orchestrator;
    private final RunDirectory directory;
    private final Output output;
    private final LastWords lastWords;
    private final AtomicBoolean stopping = new AtomicBoolean();

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
        if (stopping.compareAndSet(false, true)) {
            output.note("%s: stopping the run; once more stops it at once".formatted(signal));
            orchestrator.stop(signal, exit, "stopped by " + signal);
        } else {
            killTerminals();
            sayLastWords(exit);
            Runtime.getRuntime().halt(exit.code());
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
                Subprocess.run(
                        List.of("tmux", "-S", sockets.tmux().socket().toString(), "kill-server"),
                        Path.of("/"),
                        Map.of(),
                        "",
                        KILL_TIME);
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            output.note("the workers' tmux server could not be ended (%s); 'cao stop %s' ends what is left"
                    .formatted(e.getMessage(), directory.run()));
        }
    }
}
