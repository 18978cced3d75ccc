package dev.cao.report;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.RunEvent;
import dev.cao.domain.TaskOutcome;
import dev.cao.domain.TaskView;
import dev.cao.domain.WorkerView;
import dev.cao.io.Json;
import dev.cao.io.Reasons;
import dev.cao.run.StatusDocument;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/**
 * A folder for a CI system to keep, chosen file by file, never copied as a whole, with secrets taken out:
 *
 * <pre>
 * summary.md  junit.xml            as --summary and --junit write them
 * status.json                      as cao status --json prints it
 * journal.jsonl                    every event, as --events writes them
 * answers/t1.md                    the answer of each task
 * workers/architect/events-1.jsonl what the agent said it did, from its first start
 * workers/architect/output-1.txt   what its program printed
 * orchestrator.log supervisor.log  what the two view sessions showed
 * </pre>
 */
public final class Artifacts {
    /** Of a longer file the end is kept: that is where things went wrong. */
    private static final long MOST_BYTES = 20L * 1024 * 1024;

    private final Path folder;

    private Artifacts(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes the folder; what is in it already stays, unless a file of ours has the same name.
     *
     * @throws CaoException USAGE, if it cannot be written to
     */
    public static Artifacts prepare(Path named) {
        Path folder = named.toAbsolutePath().normalize();
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, ".cao-", ".tmp"));
            return new Artifacts(folder);
        } catch (IOException e) {
            throw new CaoException(
                    ExitStatus.USAGE,
                    "--artifacts: cannot write into %s: %s".formatted(folder, Reasons.of(e)),
                    "Name a folder that can be written; nothing was started.",
                    e);
        }
    }

    public Path folder() {
        return folder;
    }

    /** Writes everything that there is. */
    public void write(RunRecord run, String junit, String summary, Redaction redaction) throws IOException {
        put("junit.xml", junit, redaction);
        put("summary.md", summary, redaction);
        put("status.json", Json.line(StatusDocument.of(run.state(), false, Map.of(), Instant.now())) + "\n", redaction);
        try (BufferedWriter journal = Files.newBufferedWriter(folder.resolve("journal.jsonl"))) {
            run.journal().forEach(entry -> {
                try {
                    journal.write(redaction.of(EventLines.of(entry)) + "\n");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (TaskView task : run.state().tasks()) {
            if (task.outcome().orElse(null) instanceof TaskOutcome.Done(String answer, boolean _)) {
                put("answers/" + task.id() + ".md", answer, redaction);
            }
        }
        copy(run.directory().orchestratorLog(), "orchestrator.log", redaction);
        copy(run.directory().supervisorLog(), "supervisor.log", redaction);
        workers(run, redaction);
    }

    private void workers(RunRecord run, Redaction redaction) throws IOException {
        for (var entry : run.entries()) {
            if (entry.event() instanceof RunEvent.WorkerStarting starting) {
                copy(
                        Path.of(starting.eventLog()),
                        "workers/%s/events-%d.jsonl".formatted(starting.worker(), starting.incarnation()),
                        redaction);
            } else if (entry.event() instanceof RunEvent.WorkerStarted started) {
                WorkerView.Pane pane = new WorkerView.Pane(started.session(), started.pane(), started.pid());
                copy(
                        OutputTail.place(run.directory(), pane),
                        "workers/%s/output-%d.txt".formatted(started.worker(), started.incarnation()),
                        redaction);
            }
        }
    }

    private void put(String name, String text, Redaction redaction) throws IOException {
        Files.write(place(name), redaction.of(text).getBytes(StandardCharsets.UTF_8));
    }

    private Path place(String name) throws IOException {
        Path file = folder.resolve(name);
        Path above = file.getParent();
        if (above != null) {
            Files.createDirectories(above);
        }
        return file;
    }

    /** A program's output need not be text in any encoding: bytes stand for characters, and secrets are found all the same. */
    private void copy(Path from, String name, Redaction redaction) throws IOException {
        if (!Files.isRegularFile(from)) {
            return;
        }
        long skipped = Math.max(0, Files.size(from) - MOST_BYTES);
        try (InputStream in = Files.newInputStream(from)) {
            in.skipNBytes(skipped);
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1));
            try (BufferedWriter out = Files.newBufferedWriter(place(name), StandardCharsets.ISO_8859_1)) {
                if (skipped > 0) {
                    out.write("... %d bytes before were left out by cao\n".formatted(skipped));
                }
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    out.write(redaction.of(line) + "\n");
                }
            }
        }
    }
}
