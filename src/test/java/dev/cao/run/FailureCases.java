package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.agent.ContractCase;
import dev.cao.control.ControlRequest;
import dev.cao.domain.FailureReason;
import dev.cao.domain.RunEvent;
import dev.cao.domain.TaskId;
import dev.cao.domain.TaskOutcome;
import dev.cao.domain.TaskView;
import org.junit.jupiter.api.Test;

/** What goes wrong, and how it goes on. */
interface FailureCases extends ContractWorld {
    @Test
    @Proves(ContractCase.API_ERROR)
    default void aModelThatRefusesFailsTheTaskAndNotTheWorker() throws Exception {
        try (AgentLab lab = lab()) {
            TaskView task = lab.handoff("Bad «fail 400 99»«say never»");
            TaskView next = lab.handoff("Good «say fine»");

            assertFailed(task, FailureReason.API_ERROR);
            assertThat(lab.answer(next)).isEqualTo("fine");
        }
    }

    @Test
    @Proves(ContractCase.OVERLOAD)
    default void aModelThatIsOverloadedForAMomentIsWaitedFor() throws Exception {
        try (AgentLab lab = lab()) {
            assertThat(lab.answer(lab.handoff("Busy «fail 529 2»«say at last»")))
                    .isEqualTo("at last");
        }
    }

    @Test
    @Proves(ContractCase.INTERRUPT)
    default void anInterruptedAgentTakesTheNextTask() throws Exception {
        try (AgentLab lab = lab()) {
            TaskId task = lab.assign("Long «wait never» «say never»");
            untilTheModelIsAsked();
            lab.untilStatus("working");

            lab.request(new ControlRequest.Interrupt("agent", "enough"));

            assertFailed(lab.ended(task), FailureReason.INTERRUPTED);
            assertThat(lab.answer(lab.handoff("Next «say next»"))).isEqualTo("next");
        }
    }

    @Test
    @Proves(ContractCase.ESCAPE)
    default void aTurnThatAPersonBreaksOffIsInterrupted() throws Exception {
        try (AgentLab lab = lab()) {
            TaskId task = lab.assign("Long «wait never» «say never»");
            untilTheModelIsAsked();
            lab.untilStatus("working");

            breakOff(lab);

            assertFailed(lab.ended(task), FailureReason.INTERRUPTED);
            assertThat(lab.answer(lab.handoff("Next «say next»"))).isEqualTo("next");
        }
    }

    @Test
    @Proves(ContractCase.RESTART)
    default void aKilledAgentIsStartedAgain() throws Exception {
        try (AgentLab lab = lab("on_restart: fail\n", false)) {
            lab.handoff("First «say one»");
            TaskId task = lab.assign("Long «wait never» «say never»");
            lab.until(_ -> lab.task(task).flatMap(TaskView::prompt).isPresent());

            assertThat(lab.process().destroyForcibly()).isTrue();

            assertFailed(lab.ended(task), FailureReason.PROCESS_DIED);
            assertThat(lab.answer(lab.handoff("Next «say next»"))).isEqualTo("next");
        }
    }

    @Test
    @Proves(ContractCase.RESUME)
    default void aConversationGoesOnAfterARestart() throws Exception {
        try (AgentLab lab = lab("on_restart: continue\n", false)) {
            lab.handoff("First «say one»");
            // A CLI may write its conversation down a moment after it told of the answer.
            boolean measured =
                    provider().capabilities().cannot(ContractCase.USAGE).isEmpty();
            lab.until(_ -> measured
                    ? lab.happened(RunEvent.UsageMeasured.class::isInstance)
                    : lab.worker().path("status").asText().equals("idle"));
            assertThat(lab.process().destroyForcibly()).isTrue();

            assertThat(lab.answer(lab.handoff("Second «say two»"))).isEqualTo("two");

            assertThat(model().requests().getLast().toString().contains("First «say one»"))
                    .as("the model is shown what was said before")
                    .isTrue();
        }
    }

    private void untilTheModelIsAsked() {
        org.awaitility.Awaitility.await()
                .atMost(AgentLab.PATIENCE)
                .until(() -> model().prompts().stream().anyMatch(prompt -> prompt.contains("«wait never»")));
    }

    private static void assertFailed(TaskView task, FailureReason reason) {
        assertThat(task.outcome().orElseThrow())
                .isInstanceOfSatisfying(
                        TaskOutcome.Failed.class,
                        failed -> assertThat(failed.reason()).isEqualTo(reason));
    }
}
