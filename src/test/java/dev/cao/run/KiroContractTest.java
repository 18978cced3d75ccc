package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.agent.AgentProvider;
import dev.cao.control.ControlRequest;
import dev.cao.domain.FailureReason;
import dev.cao.domain.RunEvent;
import dev.cao.domain.TaskId;
import dev.cao.domain.TaskOutcome;
import dev.cao.domain.TaskView;
import dev.cao.io.Json;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The contract with a stand-in for the Kiro CLI. */
@Tag("e2e")
class KiroContractTest extends QContract {
    @Override
    public AgentProvider provider() {
        return named("kiro");
    }

    @Override
    String kind() {
        return "KIRO";
    }

    @Override
    String version() {
        return "kiro-cli 2.13.0";
    }

    @Test
    void theDialogAboutAllToolsIsAcceptedWhereTheProfileAllowsThem() throws Exception {
        try (AgentLab lab = lab("permissions: allow\n", true)) {
            assertThat(lab.answer(lab.handoff("Go " + shell("touch made") + " «say done»")))
                    .isEqualTo("done");
            assertThat(lab.happened(RunEvent.WorkerGone.class::isInstance)).isFalse();
        }
    }

    @Test
    void anAnswerThatIsNotToldIsNoAnswer() throws Exception {
        manners = "no-text";
        try (AgentLab lab = lab()) {
            assertNoResult(lab.handoff("First «say one»"));
        }
    }

    @Test
    void anEndThatIsNotToldIsSeenOnTheScreen() throws Exception {
        manners = "no-stop";
        try (AgentLab lab = lab()) {
            assertNoResult(lab.handoff("First «say one»"));
        }
    }

    @Test
    void aReportStandsForAnAnswerThatIsNotTold() throws Exception {
        manners = "no-text";
        String report =
                caoTool("report_result", Json.object().put("status", "done").put("result", "the report"));
        try (AgentLab lab = lab("result: required\n", true)) {
            assertThat(lab.answer(lab.handoff("Report " + report + " «say bye»")))
                    .isEqualTo("the report");
        }
    }

    @Test
    void theLineInterfaceIsUnderstood() throws Exception {
        manners = "legacy";
        try (AgentLab lab = lab()) {
            TaskId task = lab.assign("Go " + shell("touch made") + " «say done»");
            lab.untilStatus("blocked");
            lab.request(new ControlRequest.Answer("agent", "allow"));

            assertThat(lab.answer(lab.ended(task))).isEqualTo("done");
        }
    }

    private static void assertNoResult(TaskView task) {
        assertThat(task.outcome().orElseThrow())
                .isInstanceOfSatisfying(
                        TaskOutcome.Failed.class,
                        failed -> assertThat(failed.reason()).isEqualTo(FailureReason.NO_RESULT));
    }
}
