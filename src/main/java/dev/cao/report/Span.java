package dev.cao.report;

import dev.cao.domain.JournalEntry;
import dev.cao.domain.RunEvent;
import dev.cao.domain.TaskId;
import dev.cao.domain.TaskOutcome;
import dev.cao.domain.TaskState;
import dev.cao.domain.WorkerName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A time in which a session had a task in hand.
 *
 * @param kind how it came to its end: {@code done} {@code failed} {@code cancelled}, {@code open} while it goes on,
 *     {@code requeued} when the task was given again, {@code waiting} for the part in which it waited for somebody
 */
record Span(TaskId task, WorkerName worker, Instant from, Instant to, String kind) {

    /** Returns all of them, in the order in which they began; waiting parts lie over those that they are part of. */
    static List<Span> of(List<JournalEntry> entries, Instant now) {
        Map<TaskId, Open> open = new LinkedHashMap<>();
        List<Span> spans = new ArrayList<>();
        List<Span> waits = new ArrayList<>();
        for (JournalEntry entry : entries) {
            if (entry.event() instanceof RunEvent.OfTask event) {
                take(event, entry.at(), open, spans, waits);
            }
        }
        open.values().forEach(left -> left.close(now, "open", spans, waits));
        spans.sort(java.util.Comparator.comparing(Span::from));
        spans.addAll(waits);
        return spans;
    }

    private static void take(
            RunEvent.OfTask event, Instant at, Map<TaskId, Open> open, List<Span> spans, List<Span> waits) {
        switch (event) {
            case RunEvent.TaskSent sent -> open.putIfAbsent(sent.task(), new Open(sent.task(), sent.worker(), at));
            case RunEvent.TaskWaiting waiting -> {
                Open had = open.get(waiting.task());
                if (had != null) {
                    had.waits(at);
                }
            }
            case RunEvent.TaskResumed resumed -> {
                Open had = open.get(resumed.task());
                if (had != null) {
                    had.goesOn(at, waits);
                }
            }
            case RunEvent.TaskRequeued requeued -> {
                Open had = open.remove(requeued.task());
                if (had != null) {
                    had.close(at, "requeued", spans, waits);
                }
            }
            case RunEvent.TaskEnded ended -> {
                Open had = open.remove(ended.task());
                if (had != null) {
                    had.close(at, kind(ended.outcome()), spans, waits);
                }
            }
            case RunEvent.TaskCreated _,
                    RunEvent.TaskAccepted _,
                    RunEvent.TaskReleased _,
                    RunEvent.ResultReported _ -> {
                // It is as much in hand as before.
            }
        }
    }

    private static String kind(TaskOutcome outcome) {
        return outcome.state() == TaskState.CANCELLED
                ? "cancelled"
                : outcome.state().wireName();
    }

    /** One that goes on. */
    private static final class Open {
        private final TaskId task;
        private final WorkerName worker;
        private final Instant from;
        private Optional<Instant> waiting = Optional.empty();

        Open(TaskId task, WorkerName worker, Instant from) {
            this.task = task;
            this.worker = worker;
            this.from = from;
        }

        void waits(Instant at) {
            waiting = waiting.or(() -> Optional.of(at));
        }

        void goesOn(Instant at, List<Span> waits) {
            waiting.ifPresent(since -> waits.add(new Span(task, worker, since, at, "waiting")));
            waiting = Optional.empty();
        }

        void close(Instant at, String kind, List<Span> spans, List<Span> waits) {
            goesOn(at, waits);
            spans.add(new Span(task, worker, from, at, kind));
        }
    }
}
