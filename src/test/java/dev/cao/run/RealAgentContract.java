package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.control.ControlRequest;
import dev.cao.domain.FailureReason;
import dev.cao.domain.MessageState;
import dev.cao.domain.RunEvent;
import dev.cao.domain.TaskId;
import dev.cao.domain.TaskOutcome;
import dev.cao.domain.TaskState;
import dev.cao.domain.TaskView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What every agent CLI must do for cao. The CLI is the real one; its model is a fake that does what the prompt says. */
@Tag("real")
@Timeout(180)
abstract class RealAgentContract {
    private static final String MARKDOWN = "# Plan\n\n"
            + IntStream.range(0, 120)
                    .mapToObj(i -> "- item %d: `code` **bold** | a | b | «ünïcode 漢字 👩‍👩‍👧»\n".formatted(i))
                    .collect(Collectors.joining())
            + "\n```sh\nrm -rf \"$X\"  # not run\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |";

    @TempDir
    Path folder;

    FakeAnthropic model;

    /** Returns the variables of the user's environment that the CLI needs, its home among them. */
    abstract Map<String, String> environment(FakeAnthropic model) throws Exception;

    /** Returns the lines of an agent profile that uses the CLI. */
    abstract String profile();

    /** Returns the marks for a shell command, as this CLI names its tool. */
    abstract String shell(String command);

    abstract String question(String question, String... choices);

    @BeforeEach
    void startModel() throws Exception {
        model = new FakeAnthropic();
    }

    @AfterEach
    void endModel() {
        model.close();
    }

    AgentLab lab() throws Exception {
        return lab("", false);
    }

    AgentLab lab(String more, boolean unattended) throws Exception {
        return AgentLab.start(folder, profile() + more, environment(model), unattended);
    }

    @Test
    void tasksAreAnsweredExactlyOneAfterTheOther() throws Exception {
        model.answer("plan", MARKDOWN);
        try (AgentLab lab = lab()) {
            TaskView first = lab.handoff("First «say one»");
            TaskView second = lab.handoff("Second, in\nthree lines\nand a list:\n- «answer plan»\n- end");

            assertThat(first.outcome()).contains(new TaskOutcome.Done("one", false));
            assertThat(second.outcome()).contains(new TaskOutcome.Done(MARKDOWN, false));
            assertThat(Files.readString(lab.run().directory().answer(second.id())))
                    .isEqualTo(MARKDOWN);
        }
    }

    @Test
    void everyFormOfTextReachesTheModelVerbatim() throws Exception {
        String prose = IntStream.range(0, 40)
                .mapToObj(i -> "line %d with some words, \"quotes\", $dollars and `ticks`".formatted(i))
                .collect(Collectors.joining("\n"));
        List<String> texts = List.of(
                "one line",
                prose,
                "a long line " + "0123456789 ".repeat(180) + "end",
                "a\n\n\nb",
                "漢字 👩‍👩‍👧 ünïcode",
                "x\n  indented\n    more");
        try (AgentLab lab = lab()) {
            for (String text : texts) {
                TaskView task = lab.handoff(text);

                assertThat(lab.answer(task)).isEqualTo("ECHO " + text);
            }
        }
    }

    @Test
    void leadingCharactersAreNoCommands() throws Exception {
        try (AgentLab lab = lab()) {
            for (String text : List.of("/clear", " /help", "!touch pwned", "exit", "#note", "?")) {
                assertThat(lab.answer(lab.handoff(text))).contains(text.strip());
            }
            assertThat(folder.resolve("work/pwned")).doesNotExist();
        }
    }

    @Test
    void aMessageForABusyAgentWaitsForItsTurn() throws Exception {
        try (AgentLab lab = lab()) {
            TaskId task = lab.assign("Work «wait gate» «say done»");
            lab.untilStatus("working");
            lab.request(new ControlRequest.Send("agent", "A message «say heard»"));
            assertThat(lab.run().state().messages())
                    .extracting(message -> message.state())
                    .containsExactly(MessageState.RECORDED);

            model.go("gate");

            assertThat(lab.answer(lab.ended(task))).isEqualTo("done");
            lab.until(_ -> lab.run().state().messages().getFirst().state() == MessageState.ACCEPTED);
        }
    }

    @Test
    void aPermissionThatIsAllowedIsUsed() throws Exception {
        try (AgentLab lab = lab()) {
            TaskId task = lab.assign("Go " + shell("touch made") + " «say done»");
            lab.untilStatus("blocked");
            assertThat(lab.worker().path("detail").asText())
                    .contains("permission")
                    .contains("touch made");

            lab.request(new ControlRequest.Answer("agent", "allow"));

            assertThat(lab.answer(lab.ended(task))).isEqualTo("done");
            assertThat(folder.resolve("work/made")).exists();
        }
    }

    @Test
    void aPermissionThatIsDeniedIsNotUsed() throws Exception {
        try (AgentLab lab = lab()) {
            TaskId task = lab.assign("Go " + shell("touch made") + " «say done anyway»");
            lab.untilStatus("blocked");

            lab.request(new ControlRequest.Answer("agent", "deny"));

            assertThat(lab.answer(lab.ended(task))).isEqualTo("done anyway");
            assertThat(folder.resolve("work/made")).doesNotExist();
        }
    }

    @Test
    void aProfileMayDecideByItself() throws Exception {
        try (AgentLab lab = lab("permissions: allow\n", true)) {
            assertThat(lab.answer(lab.handoff("Go " + shell("touch made") + " «say done»")))
                    .isEqualTo("done");
            assertThat(folder.resolve("work/made")).exists();
        }
    }

    @Test
    void aPermissionThatNobodyMayGiveFailsTheTask() throws Exception {
        try (AgentLab lab = lab("", true)) {
            TaskView task = lab.handoff("Go " + shell("touch made") + " «say done»");
            TaskView next = lab.handoff("Next «say still here»");

            assertThat(task.outcome().orElseThrow())
                    .isInstanceOfSatisfying(
                            TaskOutcome.Failed.class,
                            failed -> assertThat(failed.reason()).isEqualTo(FailureReason.BLOCKED_ON_PERMISSION));
            assertThat(lab.answer(next)).isEqualTo("still here");
            assertThat(folder.resolve("work/made")).doesNotExist();
        }
    }

    @Test
    void aQuestionIsAnswered() throws Exception {
        try (AgentLab lab = lab()) {
            TaskId task = lab.assign("Ask " + question("Which colour?", "Red", "Blue") + " «say thanks»");
            lab.untilStatus("blocked");
            assertThat(lab.task(task).orElseThrow().state()).isEqualTo(TaskState.WAITING);
            assertThat(lab.worker().path("detail").asText())
                    .contains("Which colour?")
                    .contains("Blue");

            lab.request(new ControlRequest.Answer("agent", "Blue"));

            assertThat(lab.answer(lab.ended(task))).isEqualTo("thanks");
        }
    }

    @Test
    void aModelThatRefusesFailsTheTaskAndNotTheWorker() throws Exception {
        try (AgentLab lab = lab()) {
            TaskView task = lab.handoff("Bad «fail 400 99»«say never»");
            TaskView next = lab.handoff("Good «say fine»");

            assertThat(task.outcome().orElseThrow())
                    .isInstanceOfSatisfying(
                            TaskOutcome.Failed.class,
                            failed -> assertThat(failed.reason()).isEqualTo(FailureReason.API_ERROR));
            assertThat(lab.answer(next)).isEqualTo("fine");
        }
    }

    @Test
    void aModelThatIsOverloadedForAMomentIsWaitedFor() throws Exception {
        try (AgentLab lab = lab()) {
            assertThat(lab.answer(lab.handoff("Busy «fail 529 2»«say at last»")))
                    .isEqualTo("at last");
        }
    }

    @Test
    void anInterruptedAgentTakesTheNextTask() throws Exception {
        try (AgentLab lab = lab()) {
            TaskId task = lab.assign("Long «wait never» «say never»");
            lab.untilStatus("working");

            lab.request(new ControlRequest.Interrupt("agent", "enough"));

            assertThat(lab.ended(task).outcome().orElseThrow())
                    .isInstanceOfSatisfying(
                            TaskOutcome.Failed.class,
                            failed -> assertThat(failed.reason()).isEqualTo(FailureReason.INTERRUPTED));
            assertThat(lab.answer(lab.handoff("Next «say next»"))).isEqualTo("next");
        }
    }

    @Test
    void aKilledAgentIsStartedAgain() throws Exception {
        try (AgentLab lab = lab("on_restart: fail\n", false)) {
            lab.handoff("First «say one»");
            TaskId task = lab.assign("Long «wait never» «say never»");
            lab.until(_ -> lab.task(task).flatMap(TaskView::prompt).isPresent());

            assertThat(lab.process().destroyForcibly()).isTrue();

            assertThat(lab.ended(task).outcome().orElseThrow())
                    .isInstanceOfSatisfying(
                            TaskOutcome.Failed.class,
                            failed -> assertThat(failed.reason()).isEqualTo(FailureReason.PROCESS_DIED));
            assertThat(lab.answer(lab.handoff("Next «say next»"))).isEqualTo("next");
        }
    }

    @Test
    void whatTheModelUsedIsMeasuredOnce() throws Exception {
        try (AgentLab lab = lab()) {
            lab.handoff("First «say one»");
            lab.handoff("Second «say two»");

            lab.until(_ -> tokens(lab) >= 220);
            assertThat(tokens(lab)).isEqualTo(220);
        }
    }

    private static long tokens(AgentLab lab) {
        return lab.run().entries().stream()
                .map(entry -> entry.event())
                .filter(RunEvent.UsageMeasured.class::isInstance)
                .map(RunEvent.UsageMeasured.class::cast)
                .mapToLong(usage -> usage.input() + usage.output())
                .sum();
    }

    @Test
    void nothingIsLeftRunning() throws Exception {
        ProcessHandle agent;
        try (AgentLab lab = lab()) {
            lab.handoff("First «say one»");
            lab.assign("Go " + shell("touch made") + " «say done»");
            lab.untilStatus("blocked");
            agent = lab.process();
        }

        agent.onExit().get(20, java.util.concurrent.TimeUnit.SECONDS);
        assertThat(ProcessHandle.allProcesses()
                        .filter(process -> process.info()
                                .commandLine()
                                .filter(line -> line.contains(folder.toString()))
                                .isPresent()))
                .isEmpty();
    }
}
