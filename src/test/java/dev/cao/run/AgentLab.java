package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.control.ControlClient;
import dev.cao.control.ControlRequest;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunOutcome;
import dev.cao.domain.TaskId;
import dev.cao.domain.TaskView;
import dev.cao.domain.WorkerName;
import dev.cao.io.Json;
import dev.cao.io.Subprocess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A run with one worker, {@code agent}, that is steered over the control socket like any client would; its plan only waits
 * for a second worker that never ends.
 */
final class AgentLab implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(120);

    private final TestRun run;
    private final CompletableFuture<RunOutcome> outcome = new CompletableFuture<>();

    private AgentLab(TestRun run) {
        this.run = run;
    }

    /**
     * @param agent the agent profile, without its name
     * @param unattended as with {@code --ci}
     */
    static AgentLab start(Path folder, String agent, Map<String, String> environment, boolean unattended)
            throws IOException, InterruptedException {
        TestRun.agent(folder, "agent", agent);
        TestRun.command(folder, "idler", "sleep", "100000");
        TestRun run = TestRun.of(
                folder, """
                name: lab
                goal: none
                supervisor: { provider: plan }
                workers: [ { agent: agent }, { agent: idler } ]
                plan: [ { handoff: { to: idler, task: "wait" } } ]
                """, new RunPlan.Options(false, unattended, Optional.empty(), Optional.empty()), environment);
        AgentLab lab = new AgentLab(run);
        Thread.ofVirtual().name("lab").start(() -> {
            try {
                lab.outcome.complete(run.pursue());
            } catch (InterruptedException | RuntimeException e) {
                lab.outcome.completeExceptionally(e);
            }
        });
        return lab;
    }

    TestRun run() {
        return run;
    }

    /** Returns the event log of the agent's newest start. */
    Path eventLog() {
        return Path.of(run.state().worker(new WorkerName("agent")).orElseThrow().eventLog());
    }

    ObjectNode request(ControlRequest request) {
        Path socket = RunSockets.find(run.directory()).orElseThrow().control().socket();
        try (ControlClient client = ControlClient.connect(socket, "").orElseThrow()) {
            return client.request(request);
        }
    }

    /** Gives a task and returns its id at once. */
    TaskId assign(String text) {
        until(_ -> outcome.isDone()
                || RunSockets.find(run.directory())
                        .flatMap(sockets ->
                                ControlClient.connect(sockets.control().socket(), ""))
                        .map(client -> {
                            client.close();
                            return true;
                        })
                        .orElse(false));
        ObjectNode arguments = Json.object().put("agent_profile", "agent").put("message", text);
        return new TaskId(request(new ControlRequest.Call("", "assign", arguments))
                .path("result")
                .path("task_id")
                .asText());
    }

    /** Gives a task and waits for its end. */
    TaskView handoff(String text) {
        return ended(assign(text));
    }

    TaskView ended(TaskId task) {
        until(_ -> task(task).filter(view -> view.state().isFinal()).isPresent());
        return task(task).orElseThrow();
    }

    Optional<TaskView> task(TaskId task) {
        return run.state().task(task);
    }

    JsonNode worker() {
        for (JsonNode worker : request(new ControlRequest.Status()).path("workers")) {
            if (worker.path("name").asText().equals("agent")) {
                return worker;
            }
        }
        return Json.object();
    }

    /** Waits until the agent takes input. */
    void untilReady() {
        until(_ -> happened(event -> event instanceof RunEvent.WorkerReady ready
                && ready.worker().value().equals("agent")));
    }

    void untilStatus(String status) {
        until(_ -> worker().path("status").asText().equals(status));
    }

    /** Waits until the agent asks for something during this task; fails when the task ends without that. */
    void untilBlocked(TaskId task) {
        until(_ -> {
            if (worker().path("status").asText().equals("blocked")) {
                return true;
            }
            assertThat(task(task).filter(view -> view.state().isFinal()))
                    .as("ended without having asked")
                    .isEmpty();
            return false;
        });
    }

    boolean happened(Predicate<RunEvent> event) {
        return run.position(event) >= 0;
    }

    void until(Predicate<AgentLab> condition) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(25)).until(() -> {
            if (outcome.isDone()) {
                throw new AssertionError("the run ended: " + outcome.get());
            }
            return condition.test(this);
        });
    }

    /** Returns the process of the agent that runs now. */
    ProcessHandle process() {
        return ProcessHandle.of(started().pid()).orElseThrow();
    }

    /** Waits until the agent's pane shows the text. */
    void untilScreen(String text) {
        List<String> capture = List.of("capture-pane", "-p", "-t", started().pane());
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(tmux(capture).out()).contains(text));
    }

    /** Kills the run's terminal server, without a word, and waits until the run has ended by that. */
    void killTerminals() throws Exception {
        long pid = Long.parseLong(
                tmux(List.of("display-message", "-p", "#{pid}")).out().strip());
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        boolean _ = outcome.handle((_, _) -> true).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private Subprocess.Result tmux(List<String> arguments) throws IOException, InterruptedException {
        List<String> tmux = new ArrayList<>(
                List.of("tmux", "-S", last(RunEvent.OrchestratorStarted.class).tmuxSocket()));
        tmux.addAll(arguments);
        return Subprocess.run(tmux, Path.of("/"), Map.of(), "", PATIENCE);
    }

    /** Presses keys in the agent's pane, as a person would. */
    void press(List<String> keys) throws IOException, InterruptedException {
        List<String> arguments =
                new ArrayList<>(List.of("send-keys", "-t", started().pane()));
        arguments.addAll(keys);
        if (!tmux(arguments).ok()) {
            throw new AssertionError("tmux does not take " + keys);
        }
    }

    private <E extends RunEvent> E last(Class<E> type) {
        return events(type).reduce((_, last) -> last).orElseThrow();
    }

    private RunEvent.WorkerStarted started() {
        return events(RunEvent.WorkerStarted.class)
                .filter(started -> started.worker().value().equals("agent"))
                .reduce((_, last) -> last)
                .orElseThrow();
    }

    private <E extends RunEvent> Stream<E> events(Class<E> type) {
        return run.entries().stream()
                .map(entry -> entry.event())
                .filter(type::isInstance)
                .map(type::cast);
    }

    String answer(TaskView task) {
        return task.outcome().map(TaskEndings::text).orElse("");
    }

    @Override
    public void close() {
        try {
            if (!outcome.isDone()) {
                run.orchestrator().stop("test", ExitStatus.TERMINATED, "the test is over");
            }
            boolean _ = outcome.handle((_, _) -> true)
                    .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .join();
        } finally {
            run.close();
        }
    }
}
