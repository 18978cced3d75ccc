package dev.cao.run;

import static java.util.Objects.requireNonNull;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.RunId;
import dev.cao.domain.TaskId;
import dev.cao.domain.WorkerName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where a run keeps its files:
 *
 * <pre>
 * $CAO_HOME/runs/modernize-7f3/          mode 0700
 *   journal.db                           the journal
 *   run.lock                             held by the living orchestrator
 *   place                                one line: the folder of the run's sockets
 *   orchestrator.log  supervisor.log     what the two view sessions show
 *   answers/t1.md                        the answer of each task
 *   tasks/t1.md                          texts too long to be typed
 *   workers/architect/                   start script, events, output of one worker
 *   terminal/                            tmux start file
 * </pre>
 */
public record RunDirectory(RunId run, Path root) {
    public RunDirectory {
        requireNonNull(run, "run is null");
        requireNonNull(root, "root is null");
    }

    /** Returns the directory of that run below the state folder; it need not exist. */
    public static RunDirectory of(Path stateHome, RunId run) {
        return new RunDirectory(run, stateHome.resolve("runs").resolve(run.value()));
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
        } catch (IOException e) {
            throw new CaoException(
                    ExitStatus.USAGE,
                    "cannot make the run's folder %s: %s".formatted(root, reason(e)),
                    "Make it writable, free some space, or point CAO_HOME to another folder.",
                    e);
        }
    }

    static void privateFolder(Path folder) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private static String reason(IOException e) {
        return switch (e) {
            case java.nio.file.AccessDeniedException _ -> "permission denied";
            case java.nio.file.FileAlreadyExistsException exists -> exists.getFile() + " is not a folder";
            case java.nio.file.FileSystemException fs when fs.getReason() != null -> fs.getReason();
            default -> String.valueOf(e.getMessage());
        };
    }
}
