package dev.cao.report;

import dev.cao.domain.Address;
import dev.cao.domain.CallKey;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.FailureReason;
import dev.cao.domain.JournalEntry;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunId;
import dev.cao.domain.RunPhase;
import dev.cao.domain.TaskId;
import dev.cao.domain.TaskOutcome;
import dev.cao.domain.WorkerName;
import dev.cao.run.RunDirectory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A journal that grows by a second an entry. */
final class SampleRun {
    static final RunId ID = new RunId("bank-7f3");

    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

    private final RunDirectory directory;
    private final List<JournalEntry> entries = new ArrayList<>();
    private int tasks;

    SampleRun(Path root) {
        this.directory = new RunDirectory(ID, root);
        add(new RunEvent.RunCreated(ID, "bank", "Plan *it*.", "/bank", "{}", Map.of(), "1.0"));
    }

    SampleRun add(RunEvent event) {
        entries.add(new JournalEntry(entries.size() + 1, START.plusSeconds(entries.size()), event));
        return this;
    }

    SampleRun open(String worker, String as) {
        tasks++;
        return add(new RunEvent.TaskCreated(
                new TaskId("t" + tasks),
                new CallKey("plan/1/" + tasks),
                Address.SUPERVISOR,
                new WorkerName(worker),
                "do",
                true,
                Optional.of(as)));
    }

    SampleRun done(String worker, String as, String answer) {
        return open(worker, as).end(new TaskOutcome.Done(answer, false));
    }

    SampleRun failed(String worker, String as, String detail) {
        return open(worker, as).end(new TaskOutcome.Failed(FailureReason.PROCESS_DIED, detail, ""));
    }

    SampleRun end(TaskOutcome outcome) {
        return add(new RunEvent.TaskEnded(new TaskId("t" + tasks), outcome));
    }

    RunRecord ended(RunPhase phase, ExitStatus exit, String summary) {
        return add(new RunEvent.RunEnded(phase, exit, summary)).record();
    }

    RunRecord record() {
        return RunRecord.of(directory, List.copyOf(entries)::forEach);
    }
}
