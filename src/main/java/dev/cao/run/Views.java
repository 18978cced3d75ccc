package dev.cao.run;

import dev.cao.domain.CaoException;
import dev.cao.domain.JournalEntry;
import dev.cao.domain.RunEvent;
import dev.cao.io.PrivateFiles;
import dev.cao.terminal.Session;
import dev.cao.terminal.SessionSpec;
import dev.cao.terminal.TerminalRuntime;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes what the orchestrator and the supervisor do to the two logs that their view sessions show. Each log has one
 * writer: the orchestrator's is the narrator thread, the supervisor's the supervisor's own.
 */
final class Views {
    private static final int COLUMNS = 120;
    private static final int ROWS = 40;

    private final RunDirectory directory;

    Views(RunDirectory directory) {
        this.directory = directory;
    }

    /** Follows the journal until it is closed. */
    void narrate(Ledger.Follower follower) throws InterruptedException {
        try (follower;
                Writer log = open(directory.orchestratorLog())) {
            Optional<JournalEntry> entry = follower.next();
            while (entry.isPresent()) {
                Instant at = entry.get().at();
                Optional<Narration.Line> line = Narration.of(entry.get());
                if (line.isPresent()) {
                    write(log, at, line.get().subject() + ": " + line.get().text());
                }
                entry = follower.next();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a line to the supervisor's log. */
    void supervisor(Instant at, String line) {
        try (Writer log = open(directory.supervisorLog())) {
            write(log, at, line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Opens the two sessions in which a person sees what the orchestrator does and what the supervisor decides.
     *
     * @param agent whether the supervisor is an agent, and the session of its name its own
     */
    void show(TerminalRuntime terminal, Map<String, String> environment, Ledger ledger, boolean agent)
            throws InterruptedException {
        List<String> shown = terminal.list().stream().map(Session::name).toList();
        List<Path> logs = agent
                ? List.of(directory.orchestratorLog())
                : List.of(directory.orchestratorLog(), directory.supervisorLog());
        for (Path log : logs) {
            String name = String.valueOf(log.getFileName()).replace(".log", "");
            if (!shown.contains(name)) {
                show(terminal, name, log, environment, ledger);
            }
        }
    }

    private void show(TerminalRuntime terminal, String name, Path log, Map<String, String> environment, Ledger ledger)
            throws InterruptedException {
        List<String> command = List.of("tail", "-n", "+1", "-F", log.toString());
        try {
            var _ = terminal.start(new SessionSpec(
                    name, command, directory.root(), WorkerEnvironment.allowed(environment), COLUMNS, ROWS));
        } catch (CaoException e) {
            ledger.append(new RunEvent.Noted(
                    RunEvent.Level.WARNING, "the view '%s' cannot be shown: %s".formatted(name, e.what())));
        }
    }

    private static Writer open(Path file) throws IOException {
        PrivateFiles.createIfMissing(file);
        // This writer replaces half a character, which a model may say, where others refuse it.
        return new OutputStreamWriter(
                Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                StandardCharsets.UTF_8);
    }

    private static void write(Writer log, Instant at, String line) throws IOException {
        log.write(at.truncatedTo(ChronoUnit.MILLIS) + " " + line + "\n");
        log.flush();
    }
}
