package dev.cao.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.domain.TaskOutcome;
import dev.cao.domain.TaskView;
import dev.cao.io.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A run as one JSON document, as {@code cao report --json} prints it: {@code report.schema.json}, a contract with scripts. */
public final class RunDocument {
    /** Rises when a field changes its meaning or goes away; a new field does not count. */
    private static final int VERSION = 1;

    private RunDocument() {}

    /** Returns the document. */
    public static String of(
            RunRecord run, Ending ending, Transcripts transcripts, GitChanges changes, Redaction redaction, Instant now)
            throws InterruptedException {
        ObjectNode json = Json.object();
        json.put("v", VERSION)
                .put("id", run.directory().run().value())
                .put("name", run.created().name())
                .put("state", ending.phase().wireName());
        ending.exit().ifPresentOrElse(exit -> json.put("exit", exit.code()), () -> json.putNull("exit"));
        json.put("goal", run.created().goal())
                .put("directory", run.created().directory())
                .put("summary", ending.summary())
                .put("started_at", run.state().startedAt().toString());
        optional(json, "ended_at", run.state().endedAt().map(Instant::toString));
        ArrayNode tasks = json.putArray("tasks");
        run.state().tasks().forEach(task -> task(tasks.addObject(), task));
        ArrayNode messages = json.putArray("messages");
        run.state()
                .messages()
                .forEach(message -> optional(
                        messages.addObject()
                                .put("id", message.id().value())
                                .put("from", message.from().toString())
                                .put("to", message.to().toString())
                                .put("state", message.state().wireName())
                                .put("text", message.body()),
                        "in_reply_to",
                        message.inReplyTo().map(Object::toString)));
        ArrayNode checks = json.putArray("checks");
        run.state()
                .checks()
                .forEach(check -> checks.addObject()
                        .put("check", check.check())
                        .put("holds", check.holds())
                        .put("detail", check.detail()));
        moments(json.putArray("moments"), Moments.of(run, transcripts));
        new Spending(run).fill(json.putArray("spending"));
        files(json, run, changes.sinceBegin());
        return redaction.of(json.toPrettyString()) + "\n";
    }

    private static void task(ObjectNode json, TaskView task) {
        json.put("v", VERSION)
                .put("id", task.id().value())
                .put("from", task.from().toString())
                .put("to", task.to().value());
        optional(json, "worker", task.session().map(Object::toString));
        optional(json, "as", task.as());
        json.put("blocking", task.blocking())
                .put("state", task.state().wireName())
                .put("text", task.text())
                .put("created_at", task.createdAt().toString())
                .put("since", task.since().toString())
                .put("ms", Duration.between(task.createdAt(), task.since()).toMillis());
        Optional<TaskOutcome> outcome = task.outcome();
        optional(
                json,
                "answer",
                outcome.filter(TaskOutcome.Done.class::isInstance).map(done -> ((TaskOutcome.Done) done).answer()));
        Optional<TaskOutcome.Failed> failed =
                outcome.filter(TaskOutcome.Failed.class::isInstance).map(TaskOutcome.Failed.class::cast);
        optional(json, "reason", failed.map(end -> end.reason().wireName()));
        optional(json, "detail", failed.map(TaskOutcome.Failed::detail));
    }

    private static void moments(ArrayNode list, List<Moments.Moment> moments) {
        for (Moments.Moment moment : moments) {
            ObjectNode json = list.addObject()
                    .put("at", moment.at().toString())
                    .put("kind", moment.kind())
                    .put("who", moment.who())
                    .put("what", moment.what());
            optional(json, "task", moment.task());
            moment.lasted().ifPresentOrElse(time -> json.put("ms", time.toMillis()), () -> json.putNull("ms"));
            optional(json, "screen", moment.screen());
        }
    }

    private static void files(ObjectNode json, RunRecord run, Optional<List<GitChanges.Change>> changes) {
        ArrayNode written = json.putArray("written");
        run.state().files().forEach(written::add);
        if (changes.isEmpty()) {
            json.putNull("changed");
            return;
        }
        ArrayNode changed = json.putArray("changed");
        for (GitChanges.Change change : changes.get()) {
            ObjectNode file = changed.addObject().put("file", change.file()).put("before", change.before());
            change.added().ifPresentOrElse(lines -> file.put("added", lines), () -> file.putNull("added"));
            change.removed().ifPresentOrElse(lines -> file.put("removed", lines), () -> file.putNull("removed"));
        }
    }

    private static void optional(ObjectNode json, String field, Optional<String> value) {
        value.ifPresentOrElse(text -> json.put(field, text), () -> json.putNull(field));
    }
}
