package dev.cao.watch;

import dev.cao.domain.Address;
import dev.cao.domain.CallKey;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.JournalEntry;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunId;
import dev.cao.domain.RunPhase;
import dev.cao.domain.TaskId;
import dev.cao.domain.TaskOutcome;
import dev.cao.domain.WorkerName;
import dev.cao.io.Tty;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run for frames: a journal that grows by a second an entry, and what its orchestrator says. */
final class WatchedRun {
    static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

    private final Pictures pictures = new Pictures();
    private final Map<String, Live> live = new LinkedHashMap<>();
    private Link link = Link.LIVE;
    private Look look = Look.FIRST;
    private Preview preview = Preview.NONE;
    private int entries;
    private int tasks;

    WatchedRun(String goal) {
        add(new RunEvent.RunCreated(new RunId("bank-7f3"), "bank", goal, "/bank", "{}", Map.of(), "1.0"));
        add(new RunEvent.OrchestratorStarted(1, 1, "", ""));
        add(new RunEvent.SupervisorChosen("plan", Optional.empty(), ""));
    }

    WatchedRun add(RunEvent event) {
        pictures.take(new JournalEntry(++entries, START.plusSeconds(entries - 1L), event));
        return this;
    }

    /** The worker's pane exists. */
    WatchedRun worker(String name) {
        WorkerName worker = new WorkerName(name);
        add(new RunEvent.WorkerStarting(worker, 1, "command", "", "", ""));
        return add(new RunEvent.WorkerStarted(worker, 1, name, "%" + entries, 1));
    }

    WatchedRun says(String worker, String status, String detail) {
        live.put(worker, new Live(status, detail, "", List.of(new Fact("it said so", START.plusSeconds(entries)))));
        return this;
    }

    /** The worker takes a task. */
    WatchedRun task(String from, String to, String text) {
        TaskId id = new TaskId("t" + ++tasks);
        WorkerName worker = new WorkerName(to);
        add(new RunEvent.TaskCreated(
                id, new CallKey("k/" + tasks), Address.parse(from), worker, text, true, Optional.empty()));
        add(new RunEvent.TaskSent(id, worker, 1, text, 1, 0));
        return add(new RunEvent.TaskAccepted(id, "p"));
    }

    WatchedRun done(int task, String answer) {
        return add(new RunEvent.TaskEnded(new TaskId("t" + task), new TaskOutcome.Done(answer, false)));
    }

    WatchedRun ended(String summary) {
        link = Link.OVER;
        live.clear();
        return add(new RunEvent.RunEnded(RunPhase.FAILED, ExitStatus.FAILED, summary));
    }

    WatchedRun link(Link now) {
        link = now;
        return this;
    }

    WatchedRun look(Look now) {
        look = now;
        return this;
    }

    WatchedRun pane(String worker, String... rows) {
        preview = new Preview(worker, "pane %1", Arrays.asList(rows));
        return this;
    }

    Picture picture() {
        return pictures.of(link, live);
    }

    List<String> frame(int columns, int rows) {
        return frame(columns, rows, false);
    }

    List<String> frame(int columns, int rows, boolean colour) {
        Scene scene = new Scene(
                picture(),
                look,
                preview,
                new Tty.Size(rows, columns),
                START.plusSeconds(entries + 100L),
                ZoneOffset.UTC);
        return Frame.of(scene, colour);
    }
}
