package dev.cao.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.agent.LiveStatus;
import dev.cao.domain.Address;
import dev.cao.domain.MessageView;
import dev.cao.domain.QuestionView;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunState;
import dev.cao.domain.TaskState;
import dev.cao.domain.TaskView;
import dev.cao.domain.WorkerName;
import dev.cao.io.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What {@code cao why --json} tells: how a status is known, what is in hand, and what waits and why. */
final class WhyDocument {
    private static final int MESSAGES_SHOWN = 50;

    private WhyDocument() {}

    /**
     * @param pool the worker of the team that the session stands for
     * @param hold why nothing is typed now; empty when nothing is in the way
     */
    static ObjectNode of(
            RunState state, WorkerName worker, WorkerName pool, LiveStatus status, String hold, Instant now) {
        ObjectNode why = Json.object();
        why.put("worker", worker.value());
        why.put("status", status.status().wireName()).put("detail", status.detail());
        ArrayNode evidence = why.putArray("evidence");
        status.evidence()
                .forEach(fact -> evidence.addObject().put("fact", fact.fact()).put("age_ms", age(fact.at(), now)));
        why.put("hold", hold);
        state.worker(worker)
                .ifPresent(view -> why.put("provider", view.provider())
                        .put("provider_because", view.because())
                        .put("incarnation", view.incarnation()));
        ArrayNode tasks = why.putArray("tasks");
        state.openTasks().stream()
                .filter(task -> task.session().filter(worker::equals).isPresent()
                        || (task.state() == TaskState.QUEUED && task.to().equals(pool)))
                .forEach(task -> tasks.add(task(task, now)));
        messages(state, Address.parse(worker.value()), why, now);
        questions(state, Address.parse(worker.value()), why, now);
        return why;
    }

    /** A supervisor without a session of its own: what it waits for. */
    static ObjectNode ofSupervisor(RunState state, Instant now) {
        ObjectNode why = Json.object().put("worker", Address.SUPERVISOR.toString());
        boolean asks = !state.openQuestions().isEmpty();
        List<TaskView> given = state.openTasks().stream()
                .filter(task -> task.from().equals(Address.SUPERVISOR))
                .toList();
        why.put("status", asks ? "asking" : state.finished().isPresent() ? "finished" : "working");
        why.put(
                "detail",
                asks ? "it asked the person" : given.isEmpty() ? "" : "%d open tasks".formatted(given.size()));
        why.putArray("evidence")
                .addObject()
                .put("fact", "the journal's entries on it")
                .put("age_ms", age(state.startedAt(), now));
        why.put("hold", "");
        state.supervisor()
                .ifPresent(chosen -> why.put("provider", chosen.provider())
                        .put("provider_because", chosen.because())
                        .put(
                                "incarnation",
                                state.orchestrator()
                                        .map(RunEvent.OrchestratorStarted::epoch)
                                        .orElse(1)));
        ArrayNode tasks = why.putArray("tasks");
        given.forEach(task -> tasks.add(task(task, now)));
        messages(state, Address.SUPERVISOR, why, now);
        questions(state, Address.SUPERVISOR, why, now);
        return why;
    }

    private static void messages(RunState state, Address to, ObjectNode why, Instant now) {
        ArrayNode messages = why.putArray("messages");
        List<MessageView> all = state.messages().stream()
                .filter(message -> message.to().equals(to))
                .toList();
        all.subList(Math.max(0, all.size() - MESSAGES_SHOWN), all.size())
                .forEach(message -> messages.add(message(message, now)));
    }

    private static void questions(RunState state, Address from, ObjectNode why, Instant now) {
        ArrayNode questions = why.putArray("questions");
        state.openQuestions().stream()
                .filter(open -> open.from().equals(from))
                .forEach(open -> questions.add(question(open, now)));
    }

    private static ObjectNode question(QuestionView question, Instant now) {
        ObjectNode json = Json.object().put("id", question.id().value()).put("text", question.text());
        question.choices().forEach(json.putArray("choices")::add);
        return json.put("age_ms", age(question.since(), now));
    }

    private static ObjectNode task(TaskView task, Instant now) {
        return Json.object()
                .put("id", task.id().value())
                .put("state", task.state().wireName())
                .put("from", task.from().toString())
                .put("detail", task.detail())
                .put("attempt", task.attempt())
                .put("age_ms", age(task.since(), now));
    }

    private static ObjectNode message(MessageView message, Instant now) {
        return Json.object()
                .put("id", message.id().value())
                .put("state", message.state().wireName())
                .put("from", message.from().toString())
                .put("detail", message.detail())
                .put("age_ms", age(message.since(), now));
    }

    private static long age(Instant at, Instant now) {
        return Math.max(0, Duration.between(at, now).toMillis());
    }
}
