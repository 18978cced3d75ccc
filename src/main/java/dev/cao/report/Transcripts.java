package dev.cao.report;

import dev.cao.domain.JournalEntry;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunState;
import dev.cao.domain.TaskId;
import dev.cao.domain.TaskOutcome;
import dev.cao.domain.TaskView;
import dev.cao.domain.WorkerName;
import dev.cao.domain.WorkerView;
import dev.cao.run.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The end of what a worker's program had printed when a task of it failed. Seen live, each task has its own part; of a
 * run that is over, the end of the worker's whole output is all that can be told. One thread feeds it, others may read.
 */
public final class Transcripts {
    private final RunDirectory directory;
    private final RunState state;
    private final Map<TaskId, Long> begins = new HashMap<>();
    private final Map<TaskId, List<String>> tails = new ConcurrentHashMap<>();

    /**
     * Of a run as it stands; to be fed with each entry that is appended from then on.
     *
     * @param state is kept and changed by that
     */
    public Transcripts(RunDirectory directory, RunState state) {
        this.directory = directory;
        this.state = state;
        state.tasks().stream()
                .filter(task -> task.outcome().orElse(null) instanceof TaskOutcome.Failed)
                .forEach(task -> keep(task.id()));
    }

    /** Of a run that is over. */
    public static Transcripts of(RunRecord run) {
        return new Transcripts(run.directory(), run.state());
    }

    /** Takes the next entry in; one that the state holds already changes nothing. */
    public void see(JournalEntry entry) {
        if (entry.seq() <= state.seq()) {
            return;
        }
        state.apply(entry);
        if (entry.event() instanceof RunEvent.TaskSent sent) {
            file(sent.worker()).ifPresent(file -> begins.put(sent.task(), size(file)));
        } else if (entry.event() instanceof RunEvent.TaskEnded(TaskId task, TaskOutcome.Failed _)) {
            keep(task);
        }
    }

    private void keep(TaskId task) {
        long from = begins.getOrDefault(task, 0L);
        state.task(task)
                .flatMap(TaskView::session)
                .flatMap(this::file)
                .flatMap(file -> OutputTail.of(file, from))
                .map(OutputTail.Tail::lines)
                .ifPresent(lines -> tails.put(task, lines));
    }

    private Optional<Path> file(WorkerName worker) {
        Optional<WorkerView> view = state.worker(worker);
        return view.flatMap(found -> OutputTail.file(directory, found));
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException _) {
            return 0; // gone: then there is nothing before the task either
        }
    }

    /** Returns the last lines; none if the task did not fail or nothing was printed. */
    List<String> of(TaskId task) {
        return tails.getOrDefault(task, List.of());
    }
}
