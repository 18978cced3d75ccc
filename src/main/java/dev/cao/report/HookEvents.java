package dev.cao.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.domain.JournalEntry;
import dev.cao.domain.RunEvent;
import dev.cao.domain.TaskView;
import dev.cao.io.Json;
import dev.cao.profile.Hook;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** What hooks are told, as JSON: {@code hook.schema.json}, a contract with scripts. */
public final class HookEvents {
    /** Rises when a field changes its meaning or goes away; a new field does not count. */
    private static final int VERSION = 1;

    private static final int SHOWN = 2_000;

    private HookEvents() {}

    /** Tells whether an event says that somebody is needed. */
    public static boolean isCall(RunEvent event) {
        return event instanceof RunEvent.TaskWaiting
                || event instanceof RunEvent.QuestionAsked
                || (event instanceof RunEvent.LimitReached reached && reached.pauses());
    }

    /** Returns what an entry tells of somebody who is needed; empty for all other entries. */
    public static Optional<String> blocked(RunRecord run, JournalEntry entry) {
        return switch (entry.event()) {
            case RunEvent.TaskWaiting waiting -> {
                String worker = run.state()
                        .task(waiting.task())
                        .map(task -> task.session().orElse(task.to()).value())
                        .orElse("");
                yield Optional.of(blocked(
                        run,
                        entry.at(),
                        worker,
                        waiting.task().value(),
                        waiting.on().name().toLowerCase(Locale.ROOT),
                        waiting.detail()));
            }
            case RunEvent.QuestionAsked asked ->
                Optional.of(blocked(run, entry.at(), "supervisor", "", "question", asked.text()));
            case RunEvent.LimitReached reached when reached.pauses() -> Optional.of(paused(run, entry.at(), reached));
            default -> Optional.empty();
        };
    }

    private static String blocked(
            RunRecord run, Instant at, String worker, String task, String waitsFor, String detail) {
        String answer = "cao answer %s/%s TEXT".formatted(run.directory().run(), worker);
        return blocked(run, at, worker, task, waitsFor, detail, answer);
    }

    private static String paused(RunRecord run, Instant at, RunEvent.LimitReached reached) {
        String limit = reached.agent().isEmpty() ? reached.limit() : reached.agent() + "." + reached.limit();
        String answer =
                "cao resume %s --limit %s=VALUE".formatted(run.directory().run(), limit);
        return blocked(run, at, reached.agent(), "", "limit", reached.detail(), answer);
    }

    private static String blocked(
            RunRecord run, Instant at, String worker, String task, String waitsFor, String detail, String answer) {
        ObjectNode json = head(run, at, Hook.When.BLOCKED)
                .put("worker", worker)
                .put("task", task.isEmpty() ? null : task)
                .put("waits_for", waitsFor)
                .put("detail", Texts.head(detail, SHOWN))
                .put("answer", answer);
        return Json.line(json);
    }

    /** Returns whom an end is for; empty when a person wanted it, or when the run is left for a resume. */
    public static Optional<Hook.When> kind(Ending ending) {
        return switch (ending.phase()) {
            case DONE -> Optional.of(Hook.When.DONE);
            case FAILED, BLOCKED -> Optional.of(Hook.When.FAILED);
            case INTERRUPTED -> ending.exit().map(_ -> Hook.When.FAILED);
            case RUNNING, STOPPED -> Optional.empty();
        };
    }

    /** Returns what is told of an end. */
    public static String ended(RunRecord run, Hook.When when, Ending ending, Instant at) {
        ObjectNode json = head(run, at, when).put("state", ending.phase().wireName());
        ending.exit().ifPresentOrElse(exit -> json.put("exit", exit.code()), () -> json.putNull("exit"));
        json.put("summary", Texts.head(ending.summary(), SHOWN))
                .put("report", run.directory().report().toString());
        ObjectNode tasks = json.putObject("tasks");
        for (String state : new String[] {"done", "failed", "cancelled"}) {
            tasks.put(
                    state,
                    run.state().tasks().stream()
                            .map(TaskView::state)
                            .filter(of -> of.wireName().equals(state))
                            .count());
        }
        return Json.line(json);
    }

    private static ObjectNode head(RunRecord run, Instant at, Hook.When when) {
        return Json.object()
                .put("v", VERSION)
                .put("event", when.wireName())
                .put("run", run.directory().run().value())
                .put("name", run.created().name())
                .put("goal", Texts.head(run.created().goal(), SHOWN))
                .put("directory", run.created().directory())
                .put("at", at.toString());
    }
}
