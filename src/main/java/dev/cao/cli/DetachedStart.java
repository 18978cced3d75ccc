package dev.cao.cli;

import dev.cao.control.ControlClient;
import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.RunState;
import dev.cao.io.ChildProcess;
import dev.cao.io.DirectoryWatch;
import dev.cao.io.Reasons;
import dev.cao.run.RunDirectory;
import dev.cao.run.RunSockets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Starts the orchestrator of a run as a process of its own, and returns when it answers. */
final class DetachedStart {
    /** A cold JVM on a busy machine takes seconds; a start that takes longer is broken. */
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    /** An orchestrator reads the journal before it answers: ten times what an entry takes. */
    private static final Duration AN_ENTRY = Duration.ofNanos(50_000);

    private static final int SHOWN_LINES = 20;

    private final Wiring wiring;
    private final Output output;

    DetachedStart(Wiring wiring, Output output) {
        this.wiring = wiring;
        this.output = output;
    }

    /**
     * @param entries the length of its journal
     * @param extra what {@code --env} adds for workers
     * @return the exit code: 0 when it is started
     * @throws CaoException with the end of what the orchestrator printed, if it did not start
     */
    int start(RunDirectory directory, long entries, Map<String, String> extra) throws InterruptedException {
        Path log = directory.root().resolve("orchestrator.out");
        List<String> argv = new ArrayList<>(wiring.caoCommand());
        argv.addAll(List.of("orchestrate", directory.run().value()));
        Map<String, String> environment = new LinkedHashMap<>();
        extra.forEach((name, value) -> environment.put(OrchestrateCommand.EXTRA + name, value));
        BlockingQueue<Boolean> looks = new ArrayBlockingQueue<>(1);
        try (DirectoryWatch watch = new DirectoryWatch(_ -> looks.offer(true))) {
            watch.add(directory.root());
            watch.add(wiring.places().runtime());
            if (Files.exists(log)) {
                // Of the orchestrator before this one: its last words may say why it died.
                Files.move(log, log.resolveSibling("orchestrator.out.old"), StandardCopyOption.REPLACE_EXISTING);
            }
            Process process = ChildProcess.detached(argv, environment, log);
            process.onExit().thenRun(() -> looks.offer(true));
            await(directory, DEADLINE.plus(AN_ENTRY.multipliedBy(entries)), process, log, looks);
        } catch (IOException e) {
            throw new CaoException(
                    ExitStatus.LOST,
                    "the orchestrator of %s cannot be started: %s".formatted(directory.run(), Reasons.of(e)),
                    "Start without --detach to see more.",
                    e);
        }
        tell(directory);
        return ExitStatus.DONE.code();
    }

    private void await(
            RunDirectory directory, Duration patience, Process process, Path log, BlockingQueue<Boolean> looks)
            throws InterruptedException, IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!answers(directory)) {
            if (!process.isAlive()) {
                if (isOver(wiring.runs().find(directory.run()).state())) {
                    return; // a short run
                }
                int code = process.exitValue();
                throw failed(directory, status(code), "ended with exit code " + code, log);
            }
            if (looks.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS) == null) {
                process.destroy();
                throw failed(directory, ExitStatus.LOST, "did not answer within " + Durations.shown(patience), log);
            }
        }
    }

    /** One that ended without a reason to end could not be started at all. */
    private static boolean isOver(RunState state) {
        return state.ended().isPresent()
                && (state.finished().isPresent() || state.stopRequested().isPresent());
    }

    private static ExitStatus status(int code) {
        return Arrays.stream(ExitStatus.values())
                .filter(status -> status.code() == code && status != ExitStatus.DONE)
                .findFirst()
                .orElse(ExitStatus.LOST);
    }

    private static boolean answers(RunDirectory directory) {
        return RunSockets.find(directory)
                .flatMap(sockets -> ControlClient.connect(sockets.control().socket(), ""))
                .map(client -> {
                    client.close();
                    return true;
                })
                .orElse(false);
    }

    private static CaoException failed(RunDirectory directory, ExitStatus status, String how, Path log)
            throws IOException {
        List<String> lines =
                Files.readString(log, StandardCharsets.UTF_8).lines().toList();
        List<String> tail = lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size());
        return new CaoException(
                status,
                "the orchestrator of %s %s".formatted(directory.run(), how)
                        + (tail.isEmpty() ? "" : ". It said:\n  " + String.join("\n  ", tail)),
                "'cao logs %s' tells how far it came.".formatted(directory.run()));
    }

    private void tell(RunDirectory directory) {
        output.print(directory.run().value());
        output.note("started. Next:");
        output.progress(new Table()
                .row("  cao status " + directory.run(), "how it stands")
                .row("  cao logs -f " + directory.run(), "what it does")
                .row("  cao attach " + directory.run() + "/WORKER", "look at a worker")
                .row("  cao wait " + directory.run(), "wait for its end")
                .row("  cao stop " + directory.run(), "end it")
                .toString());
    }
}
