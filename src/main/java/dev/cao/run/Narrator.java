package dev.cao.run;

import dev.cao.domain.JournalEntry;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunState;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Tells the entries of a journal, with the worker as subject where only its task is named. For one thread, in the journal's order. */
public final class Narrator {
    private final Map<String, String> workerOfTask = new HashMap<>();

    /** Tells a journal from its beginning. */
    public Narrator() {
        this(new RunState());
    }

    /** Tells the part of a journal that comes after what led to that state. */
    public Narrator(RunState past) {
        past.tasks()
                .forEach(task -> workerOfTask.put(
                        task.id().value(), task.session().orElse(task.to()).value()));
    }

    /** Returns the line of an entry; empty when it is of no interest. */
    public Optional<Narration.Line> line(JournalEntry entry) {
        if (entry.event() instanceof RunEvent.TaskCreated created) {
            workerOfTask.put(created.task().value(), created.to().value());
        } else if (entry.event() instanceof RunEvent.TaskSent sent) {
            workerOfTask.put(sent.task().value(), sent.worker().value());
        }
        return Narration.of(entry)
                .map(line -> Optional.ofNullable(workerOfTask.get(line.subject()))
                        .map(worker -> new Narration.Line(line.level(), worker, line.subject() + " " + line.text()))
                        .orElse(line));
    }
}
