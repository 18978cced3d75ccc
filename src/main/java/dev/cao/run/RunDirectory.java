package dev.cao.run;

import static java.util.Objects.requireNonNull;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.RunId;
import dev.cao.domain.TaskId;
import dev.cao.domain.WorkerName;
import dev.cao.io.PrivateFiles;
import dev.cao.io.Reasons;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a run keeps its files:
 *
 * <pre>
 * $CAO_HOME/runs/modernize-7f3/          mode 0700
 *   journal.db                           the journal
 *   run.lock                             held by the living orchestrator
 *   place                                two lines: the run's sockets
 *   group                                the control group of its workers, where there is one
 *   orchestrator.log  supervisor.log     what the two view sessions show
 *   answers/t1.md                        the answer of each task
 *   screens/17.txt                       what a pane showed at an entry of the journal that tells of trouble
 *   report.html                          written at the end
 *   tasks/t1.md                          texts too long to be typed
 *   workers/architect/                   start script, events, output of one worker
 *   terminal/                            tmux start file
 * </pre>
 */
public record RunDirectory(RunId run, Path root) {
    /** What the name of a folder begins with that is no run yet. */
    static final String UNBORN = ".new-";

    public RunDirectory {
        requireNonNull(run, "run is null");
        requireNonNull(root, "root is null");
    }

    /** Returns the directory of that run below the state folder; it need not exist. */
    public static RunDirectory of(Path stateHome, RunId run) {
        return new RunDirectory(run, stateHome.resolve("runs").resolve(run.value()));
    }

    /** Returns where the folder is made, before it is a run: beside its place, under a name that no run has. */
    RunDirectory unborn() {
        return new RunDirectory(run, root.resolveSibling(UNBORN + run.value()));
    }

    public Path journal() {
        return root.resolve("journal.db");
    }

    public Path lock() {
        return root.resolve("run.lock");
    }

    public Path place() {
        return root.resolve("place");
    }

    /** Returns the file that names the control group of the run's workers, where there is one. */
    Path group() {
        return root.resolve("group");
    }

    public Path orchestratorLog() {
        return root.resolve("orchestrator.log");
    }

    public Path supervisorLog() {
        return root.resolve("supervisor.log");
    }

    public Path answers() {
        return root.resolve("answers");
    }

    public Path answer(TaskId task) {
        return answers().resolve(task + ".md");
    }

    public Path longTexts() {
        return root.resolve("tasks");
    }

    /** Returns where the picture of a pane is that belongs to that entry of the journal, if one was taken. */
    public Path screen(long seq) {
        return root.resolve("screens").resolve(seq + ".txt");
    }

    public Path report() {
        return root.resolve("report.html");
    }

    public Path worker(WorkerName worker) {
        return root.resolve("workers").resolve(worker.value());
    }

    public Path terminal() {
        return root.resolve("terminal");
    }

    /**
     * Makes the folder and its subfolders, for this user only.
     *
     * @throws CaoException if that is not possible, with the folder and what to do
     */
    public void create() {
        try {
            privateFolder(root);
            privateFolder(answers());
            privateFolder(longTexts());
            privateFolder(root.resolve("workers"));
            privateFolder(terminal());
            // Who makes these files first decides who may read them, also the two that SQLite puts beside its own.
            for (Path file : List.of(journal(), lock(), orchestratorLog(), supervisorLog())) {
                PrivateFiles.writeNew(file, "", false);
            }
        } catch (IOException e) {
            throw new CaoException(
                    ExitStatus.USAGE,
                    "cannot make the run's folder %s: %s".formatted(root, Reasons.of(e)),
                    "Make it writable, free some space, or point CAO_HOME to another folder.",
                    e);
        }
    }

    /** Takes away what {@link #create} made, as far as that is possible. */
    void remove() {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException _) {
            // What made the run impossible may also keep its folder; that failure is told, and is the one to mend.
            return;
        }
    }

    static void privateFolder(Path folder) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
}
