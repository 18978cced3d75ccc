package dev.cao.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.agent.LiveStatus;
import dev.cao.domain.Address;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.QuestionView;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunPhase;
import dev.cao.domain.RunState;
import dev.cao.domain.Spending;
import dev.cao.domain.TaskState;
import dev.cao.domain.TaskView;
import dev.cao.domain.WorkerName;
import dev.cao.domain.WorkerView;
import dev.cao.io.Json;
import dev.cao.profile.WorkerProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The state of one run as {@code cao status --json} shows it; a contract with scripts. */
public final class StatusDocument {
    private StatusDocument() {}

    /**
     * Returns the run's document.
     *
     * @param live what each worker does now; empty when no orchestrator lives to know
     */
    public static ObjectNode of(RunState state, boolean alive, Map<WorkerName, LiveStatus> live, Instant now) {
        ObjectNode run = Json.object();
        RunEvent.RunCreated created =
                state.created().orElseThrow(() -> new IllegalStateException("a journal without a run"));
        run.put("id", created.run().value());
        run.put("name", created.name());
        run.put("state", phase(state, alive).wireName());
        state.ended()
                .map(RunEvent.RunEnded::exit)
                .map(ExitStatus::code)
                .ifPresentOrElse(code -> run.put("exit", code), () -> run.putNull("exit"));
        run.put("goal", created.goal());
        run.put("directory", created.directory());
        String socket = state.orchestrator()
                .map(RunEvent.OrchestratorStarted::tmuxSocket)
                .orElse("");
        run.put("tmux_socket", socket);
        run.put("started_at", state.startedAt().toString());
        state.endedAt().ifPresentOrElse(at -> run.put("ended_at", at.toString()), () -> run.putNull("ended_at"));
        state.ended().ifPresent(ended -> run.put("summary", ended.summary()));
        ObjectNode supervisor = supervisor(state);
        run.set("supervisor", supervisor);
        ArrayNode workers = run.putArray("workers");
        for (WorkerView worker : Roster.inOrder(state)) {
            ObjectNode session = worker(state, worker, Optional.ofNullable(live.get(worker.name())), socket, now);
            if (worker.name().equals(WorkerProfile.SUPERVISOR)) {
                // An agent that supervises: its session besides what is told of every supervisor.
                session.without("task").properties().forEach(field -> supervisor.set(field.getKey(), field.getValue()));
            } else {
                workers.add(session);
            }
        }
        run.set("tasks", tasks(state.tasks()));
        ArrayNode limits = run.putArray("limits_reached");
        if (state.ended().isEmpty()) {
            state.limits().reached().forEach(reached -> limits.add(limit(reached)));
        }
        ArrayNode questions = run.putArray("questions");
        state.openQuestions().forEach(question -> questions.add(question(question)));
        return run;
    }

    /** Returns how the run stands: an open run without a living orchestrator was interrupted. */
    public static RunPhase phase(RunState state, boolean alive) {
        return state.ended().map(RunEvent.RunEnded::phase).orElse(alive ? RunPhase.RUNNING : RunPhase.INTERRUPTED);
    }

    private static ObjectNode supervisor(RunState state) {
        ObjectNode supervisor = Json.object();
        Optional<RunEvent.SupervisorChosen> chosen = state.supervisor();
        supervisor.put(
                "provider", chosen.map(RunEvent.SupervisorChosen::provider).orElse(""));
        chosen.flatMap(RunEvent.SupervisorChosen::model)
                .ifPresentOrElse(model -> supervisor.put("model", model), () -> supervisor.putNull("model"));
        Collection<Spending> spent =
                state.spending().getOrDefault("supervisor", Map.of()).values();
        state.supervisorDelay()
                .ifPresent(delay -> supervisor.put(
                        "waits",
                        "%s: %s; asked again after %d ms"
                                .formatted(delay.failure().replace('_', ' '), delay.detail(), delay.waitMs())));
        return supervisor
                .put("turns", spent.stream().mapToInt(Spending::turns).sum())
                .put(
                        "tokens",
                        spent.stream().mapToLong(each -> each.tokens().all()).sum())
                .put("cost_usd", spent.stream().mapToDouble(Spending::costUsd).sum());
    }

    private static ObjectNode worker(
            RunState state, WorkerView worker, Optional<LiveStatus> live, String socket, Instant now) {
        ObjectNode json = Json.object();
        json.put("name", worker.name().value());
        json.put("provider", worker.provider());
        json.put("status", live.map(status -> status.status().wireName()).orElse(recorded(state, worker)));
        json.put("detail", live.map(LiveStatus::detail).orElse(worker.detail()));
        ArrayNode evidence = json.putArray("evidence");
        live.map(LiveStatus::evidence)
                .orElse(List.of())
                .forEach(fact -> evidence.addObject()
                        .put("fact", fact.fact())
                        .put(
                                "age_ms",
                                Math.max(0, Duration.between(fact.at(), now).toMillis())));
        if (live.isEmpty()) {
            evidence.addObject()
                    .put("fact", "the journal's last entry on it; no orchestrator lives")
                    .put(
                            "age_ms",
                            Math.max(0, Duration.between(worker.since(), now).toMillis()));
        }
        json.put("session", worker.name().value());
        worker.session().ifPresentOrElse(pane -> json.put("pane", pane.pane()), () -> json.putNull("pane"));
        json.put("attach", "tmux -S %s attach -t =%s".formatted(socket, worker.name()));
        state.openTasks().stream()
                .filter(task -> task.session().filter(worker.name()::equals).isPresent() && task.inFlight())
                .findFirst()
                .ifPresentOrElse(task -> json.set("task", task(task)), () -> json.putNull("task"));
        return json.put(
                "inbox", state.pending(Address.parse(worker.name().value())).size());
    }

    private static String recorded(RunState state, WorkerView worker) {
        return worker.gone().isPresent() || state.ended().isPresent() ? "gone" : "unknown";
    }

    private static ObjectNode task(TaskView task) {
        return Json.object()
                .put("id", task.id().value())
                .put("state", task.state().wireName())
                .put("from", task.from().toString())
                .put("since", task.since().toString());
    }

    private static ObjectNode limit(RunEvent.LimitReached reached) {
        return Json.object()
                .put("agent", reached.agent())
                .put("limit", reached.limit())
                .put("detail", reached.detail())
                .put("pauses", reached.pauses());
    }

    private static ObjectNode question(QuestionView question) {
        ObjectNode json = Json.object()
                .put("id", question.id().value())
                .put("from", question.from().toString())
                .put("text", question.text());
        question.choices().forEach(json.putArray("choices")::add);
        return json.put("since", question.since().toString());
    }

    private static ObjectNode tasks(List<TaskView> tasks) {
        ObjectNode counts = Json.object();
        counts.put("queued", count(tasks, List.of(TaskState.QUEUED)));
        counts.put(
                "open",
                count(tasks, List.of(TaskState.SENT, TaskState.ACCEPTED, TaskState.WORKING, TaskState.WAITING)));
        counts.put("done", count(tasks, List.of(TaskState.DONE)));
        counts.put("failed", count(tasks, List.of(TaskState.FAILED)));
        return counts.put("cancelled", count(tasks, List.of(TaskState.CANCELLED)));
    }

    private static long count(List<TaskView> tasks, List<TaskState> states) {
        return tasks.stream().filter(task -> states.contains(task.state())).count();
    }
}
