package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.domain.Address;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.MessageState;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunOutcome;
import dev.cao.domain.RunState;
import dev.cao.domain.TaskState;
import dev.cao.domain.TaskView;
import dev.cao.io.Json;
import dev.cao.io.NoLeaks;
import dev.cao.io.Subprocess;
import dev.cao.profile.WorkerProfile;
import java.nio.file.Files;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Claude Code itself leads a run, with a fake model that does what the goal says. */
@Real(RealCli.CLAUDE_CODE)
@Timeout(240)
class ClaudeSupervisorRealTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @RegisterExtension
    final NoLeaks leaks = new NoLeaks();

    private Path folder;
    private FakeAnthropic model;
    private Map<String, String> environment;

    @BeforeEach
    void setUp() throws Exception {
        folder = leaks.directory();
        model = new FakeAnthropic();
        TestRun.command(folder, "upper", "tr", "a-z", "A-Z");
        TestRun.command(folder, "slow", "sh", "-c", "until [ -e hurry ]; do sleep 0.1; done; cat answer");
        TestRun.command(folder, "long", "sh", "-c", "sleep 360; echo six minutes");
        Files.createDirectories(folder.resolve("work"));
        Files.writeString(folder.resolve("work/answer"), "at last");
        environment = CliHomes.claudeCode(folder, model, true);
    }

    @AfterEach
    void endTheModel() {
        model.close();
    }

    private TestRun run(String goal) throws Exception {
        Files.writeString(folder.resolve("goal.txt"), goal);
        String quoted = Json.MAPPER.writeValueAsString(goal);
        return TestRun.of(
                folder,
                """
                name: led
                goal: %s
                supervisor: { provider: auto, model: sonnet }
                workers: [ { agent: upper }, { agent: slow }, { agent: long } ]
                """.formatted(quoted),
                new RunPlan.Options(false, false, Optional.empty(), Optional.empty()),
                environment);
    }

    private static String call(String tool, ObjectNode arguments) {
        return ContractWorld.tool("mcp__cao__" + tool, arguments);
    }

    private static String give(String tool, String worker, String message) {
        return call(tool, Json.object().put("agent_profile", worker).put("message", message));
    }

    private static String finish(String summary) {
        return call("finish", Json.object().put("status", "done").put("summary", summary));
    }

    private static CompletableFuture<RunOutcome> started(TestRun run) {
        CompletableFuture<RunOutcome> outcome = new CompletableFuture<>();
        Thread.ofVirtual().name("run").start(() -> {
            try {
                outcome.complete(run.pursue());
            } catch (InterruptedException | RuntimeException e) {
                outcome.completeExceptionally(e);
            }
        });
        return outcome;
    }

    private static void until(TestRun run, Predicate<RunState> condition) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> condition.test(run.state()));
    }

    private static boolean hasTask(RunState state, TaskState wanted) {
        return state.tasks().stream().anyMatch(task -> task.state() == wanted);
    }

    private static ProcessHandle supervisor(TestRun run) {
        return ProcessHandle.of(run.state()
                        .worker(WorkerProfile.SUPERVISOR)
                        .orElseThrow()
                        .session()
                        .orElseThrow()
                        .pid())
                .orElseThrow();
    }

    @Test
    void claudeLeadsByHandoffAssignmentsMessagesAndFinish() throws Exception {
        ObjectNode wait = Json.object();
        wait.putArray("task_ids").add("t2").add("t3");
        try (TestRun run = run("lead. "
                + give("handoff", "upper", "first")
                + give("assign", "upper", "second")
                + give("assign", "slow", "third")
                + call("send_message", Json.object().put("receiver_id", "upper").put("message", "by the way"))
                + call("wait_for", wait)
                + finish("all done"))) {
            hurry();
            RunOutcome outcome = run.pursue();

            assertThat(outcome.exit()).isEqualTo(ExitStatus.DONE);
            assertThat(outcome.summary()).isEqualTo("all done");
            assertThat(run.state().tasks()).extracting(TaskView::state).containsOnly(TaskState.DONE);
            assertThat(run.state().supervisor().map(RunEvent.SupervisorChosen::provider))
                    .contains("claude-code");
            assertThat(model.requests().getLast().toString()).contains("FIRST", "SECOND", "at last");
        }
        assertThat(Files.readString(folder.resolve(".claude/settings.json"))).isEqualTo(CliHomes.CLAUDE_SETTINGS);
        assertThat(Files.readString(folder.resolve(".claude.json"))).doesNotContain("mcp__cao", "CAO_");
    }

    private void hurry() throws Exception {
        Files.createFile(folder.resolve("work/hurry"));
    }

    /** The model does what the answer says, when it is told it as a message. */
    private void answerEndsTheRun() throws Exception {
        Files.writeString(folder.resolve("work/answer"), finish("heard it"));
    }

    @Test
    void answerGoesToTheInboxWhenAPersonBreaksTheHandoffOff() throws Exception {
        answerEndsTheRun();
        try (TestRun run = run("lead. " + give("handoff", "slow", "take your time"))) {
            CompletableFuture<RunOutcome> outcome = started(run);
            until(run, state -> hasTask(state, TaskState.WORKING));
            press(run, "Escape");
            until(run, state -> state.openTasks().stream().noneMatch(TaskView::blocking));
            hurry();

            assertThat(outcome.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).summary())
                    .isEqualTo("heard it");
            assertThat(run.state().messages())
                    .filteredOn(message -> message.inReplyTo().isPresent())
                    .singleElement()
                    .matches(message -> message.state() == MessageState.ACCEPTED && message.attempt() == 1);
        }
    }

    private static void press(TestRun run, String key) throws Exception {
        RunState state = run.state();
        String pane = state.worker(WorkerProfile.SUPERVISOR)
                .orElseThrow()
                .session()
                .orElseThrow()
                .pane();
        String socket = state.orchestrator().orElseThrow().tmuxSocket();
        List<String> keys = List.of("tmux", "-S", socket, "send-keys", "-t", pane, key);
        assertThat(Subprocess.run(keys, Path.of("/"), Map.of(), "", PATIENCE).ok())
                .isTrue();
    }

    @Test
    void claudeThatIsKilledInAHandoffGoesOnWithItsConversation() throws Exception {
        answerEndsTheRun();
        try (TestRun run = run("lead. " + give("handoff", "slow", "take your time"))) {
            CompletableFuture<RunOutcome> outcome = started(run);
            until(run, state -> hasTask(state, TaskState.WORKING));
            untilTheTranscriptHolds("take your time");
            assertThat(supervisor(run).destroyForcibly()).isTrue();
            until(
                    run,
                    state -> state.messages().stream()
                            .anyMatch(message -> message.from().equals(Address.ORCHESTRATOR)
                                    && message.state() == MessageState.ACCEPTED));
            hurry();

            assertThat(outcome.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).summary())
                    .isEqualTo("heard it");
            assertThat(run.entries().stream()
                            .map(entry -> entry.event())
                            .filter(RunEvent.WorkerStarting.class::isInstance)
                            .map(RunEvent.WorkerStarting.class::cast)
                            .filter(start -> start.worker().equals(WorkerProfile.SUPERVISOR))
                            .map(RunEvent.WorkerStarting::nativeSession))
                    .as(
                            "its starts; journal: %s",
                            run.entries().stream()
                                    .map(entry -> entry.at() + " " + entry.event())
                                    .toList())
                    .hasSize(2)
                    .matches(ids -> ids.stream().distinct().count() == 1);
        }
    }

    /** Claude Code writes down what was said some moments after it was; without, there is nothing to go on with. */
    private void untilTheTranscriptHolds(String text) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
            try (Stream<Path> files = Files.walk(folder.resolve(".claude"))) {
                for (Path file :
                        files.filter(name -> name.toString().endsWith(".jsonl")).toList()) {
                    if (Files.readString(file).contains(text)) {
                        return true;
                    }
                }
                return false;
            }
        });
    }

    @Test
    void handoffOfClaudeSurvivesTheDeathOfTheOrchestrator() throws Exception {
        try (TestRun run = run("lead. " + give("handoff", "slow", "take your time") + finish("got it"))) {
            run.leave();
            Process first = orchestrator(run);
            try {
                until(run, state -> hasTask(state, TaskState.WORKING));
            } finally {
                first.destroyForcibly().waitFor();
            }
            Process second = orchestrator(run);
            try {
                until(
                        run,
                        state -> state.orchestrator()
                                .filter(started -> started.epoch() == 2)
                                .isPresent());
                hurry();
                assertThat(second.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
                assertThat(second.exitValue()).isZero();
            } finally {
                second.destroyForcibly();
            }

            RunState state = run.state();
            assertThat(state.ended().map(RunEvent.RunEnded::summary)).contains("got it");
            assertThat(state.tasks()).singleElement().matches(task -> task.state() == TaskState.DONE);
            assertThat(state.messages()).allMatch(message -> message.inReplyTo().isEmpty() || message.attempt() == 0);
            assertThat(model.requests().getLast().path("messages").toString().split("at last", -1))
                    .as("the answer stands in the conversation once, as text and as fields of one result")
                    .hasSizeBetween(2, 3);
        }
    }

    private Process orchestrator(TestRun run) throws Exception {
        List<String> command = new ArrayList<>(TestRun.caoCommand());
        command.removeLast();
        command.add(3, "-Dcao.test.classpath=" + System.getProperty("cao.test.classpath"));
        String id = run.directory().run().value();
        command.addAll(List.of(CrashingRun.class.getName(), folder.toString(), id, "none", "0"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("child.log").toFile()));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Nightly: {@code scripts/test --real claude-code -Dcao.long=true}. */
    @Test
    @Timeout(600)
    @EnabledIfSystemProperty(named = "cao.long", matches = "true")
    void handoffOfSixMinutesIsNotCut() throws Exception {
        try (TestRun run = run("lead. " + give("handoff", "long", "take six minutes") + finish("not cut"))) {
            assertThat(run.pursue().summary()).isEqualTo("not cut");
            assertThat(run.state().messages())
                    .allMatch(message -> message.inReplyTo().isEmpty());
            assertThat(model.requests().getLast().toString()).contains("six minutes");
        }
    }
}
