package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.agent.ContractCase;
import dev.cao.control.ControlRequest;
import dev.cao.domain.FailureReason;
import dev.cao.domain.TaskId;
import dev.cao.domain.TaskOutcome;
import dev.cao.domain.TaskState;
import dev.cao.domain.TaskView;
import org.junit.jupiter.api.Test;

/** What an agent asks for, and what it may do. */
interface PermissionCases extends ContractWorld {
    @Test
    @Proves(ContractCase.PERMISSION_ALLOWED)
    default void aPermissionThatIsAllowedIsUsed() throws Exception {
        try (AgentLab lab = lab()) {
            TaskId task = lab.assign("Go " + shell("touch made") + " «say done»");
            lab.untilBlocked(task);
            assertThat(lab.worker().path("detail").asText())
                    .contains("permission")
                    .contains("touch made");

            lab.request(new ControlRequest.Answer("agent", "allow"));

            assertThat(lab.answer(lab.ended(task))).isEqualTo("done");
            assertThat(folder().resolve("work/made")).exists();
        }
    }

    @Test
    @Proves(ContractCase.PERMISSION_DENIED)
    default void aPermissionThatIsDeniedIsNotUsed() throws Exception {
        try (AgentLab lab = lab()) {
            TaskId task = lab.assign("Go " + shell("touch made") + " «say done anyway»");
            lab.untilBlocked(task);

            lab.request(new ControlRequest.Answer("agent", "deny"));

            assertThat(lab.answer(lab.ended(task))).isEqualTo("done anyway");
            assertThat(folder().resolve("work/made")).doesNotExist();
        }
    }

    @Test
    @Proves(ContractCase.PERMISSION_BY_POLICY)
    default void aProfileMayDecideByItself() throws Exception {
        try (AgentLab lab = lab("permissions: allow\n", true)) {
            assertThat(lab.answer(lab.handoff("Go " + shell("touch made") + " «say done»")))
                    .isEqualTo("done");
            assertThat(folder().resolve("work/made")).exists();
        }
    }

    @Test
    @Proves(ContractCase.PERMISSION_BY_NOBODY)
    default void aPermissionThatNobodyMayGiveFailsTheTask() throws Exception {
        try (AgentLab lab = lab("", true)) {
            TaskView task = lab.handoff("Go " + shell("touch made") + " «say done»");
            TaskView next = lab.handoff("Next «say still here»");

            assertThat(task.outcome().orElseThrow())
                    .isInstanceOfSatisfying(
                            TaskOutcome.Failed.class,
                            failed -> assertThat(failed.reason()).isEqualTo(FailureReason.BLOCKED_ON_PERMISSION));
            assertThat(lab.answer(next)).isEqualTo("still here");
            assertThat(folder().resolve("work/made")).doesNotExist();
        }
    }

    @Test
    @Proves(ContractCase.QUESTION)
    default void aQuestionIsAnswered() throws Exception {
        String asking = question("Which colour?", "Red", "Blue");
        try (AgentLab lab = lab()) {
            TaskId task = lab.assign("Ask " + asking + " «say thanks»");
            lab.untilBlocked(task);
            assertThat(lab.task(task).orElseThrow().state()).isEqualTo(TaskState.WAITING);
            assertThat(lab.worker().path("detail").asText())
                    .contains("Which colour?")
                    .contains("Blue");

            lab.request(new ControlRequest.Answer("agent", "Blue"));

            assertThat(lab.answer(lab.ended(task))).isEqualTo("thanks");
        }
    }

    @Test
    @Proves(ContractCase.ROLE)
    default void aReviewerChangesNothing() throws Exception {
        try (AgentLab lab = lab("role: reviewer\npermissions: allow\n", true)) {
            lab.handoff("Go " + shell("touch made") + " «say tried»");

            assertThat(lab.answer(lab.handoff("Next «say still here»"))).isEqualTo("still here");
            assertThat(folder().resolve("work/made")).doesNotExist();
        }
    }

    @Test
    @Proves(ContractCase.TRUST)
    default void aFolderThatIsNotKnownYetIsWorkedIn() throws Exception {
        try (AgentLab lab = labInUnknownFolder()) {
            assertThat(lab.answer(lab.handoff("First «say one»"))).isEqualTo("one");
        }
    }
}
