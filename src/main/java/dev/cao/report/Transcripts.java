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
    private final long before;
    private final RunState state = new RunState();
    private final Map<TaskId, Long> begins = new HashMap<>();
    private final Map<TaskId, List<String>> tails = new ConcurrentHashMap<>();

    /** @param before entries up to this number are of the past */
    private Transcripts(RunDirectory directory, long before) {
        this.directory = directory;
        this.before = before;
    }

    /** To be fed with each entry, those of the past first, then each as it is appended. */
    public static Transcripts live(RunRecord past) {
        return new Transcripts(past.directory(), past.state().seq());
    }

    /** Of a run that is over. */
    public static Transcripts of(RunRecord run) {
        Transcripts transcripts = new Transcripts(run.directory(), Long.MAX_VALUE);
        run.entries().forEach(transcripts::see);
        return transcripts;
    }

    /** Takes the next entry in. */
    public void see(JournalEntry entry) {
        state.apply(entry);
        if (entry.seq() > before && entry.event() instanceof RunEvent.TaskSent sent) {
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
