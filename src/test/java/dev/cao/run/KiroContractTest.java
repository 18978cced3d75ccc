package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cao.agent.AgentProvider;
import dev.cao.control.ControlRequest;
import dev.cao.domain.CaoException;
import dev.cao.domain.FailureReason;
import dev.cao.domain.RunEvent;
import dev.cao.domain.TaskId;
import dev.cao.domain.TaskOutcome;
import dev.cao.domain.TaskView;
import dev.cao.io.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract with a stand-in for the Kiro CLI. */
@Tag("e2e")
class KiroContractTest extends QContract {
    private String version = "2.13.0";

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
        return "kiro-cli " + version;
    }

    @Override
    int answersOfTwo() {
        return 6;
    }

    /** Its third engine tells no answers and keeps no role; the second one is asked for by either name. */
    @ParameterizedTest
    @CsvSource({"--agent-engine <ENGINE>, --agent-engine\0v2\0", "--v2  the second engine, --v2\0"})
    void aThirdKiroIsStartedWithItsSecondEngine(String offered, String wanted) throws Exception {
        version = "3.1.0";
        help = "      " + offered;
        try (AgentLab lab = lab()) {
            assertThat(lab.answer(lab.handoff("First «say one»"))).isEqualTo("one");
            assertThat(Files.readString(
                            Path.of("/proc/%d/cmdline".formatted(lab.process().pid()))))
                    .contains(wanted.replace("\\0", "\0"));
        }
    }

    @Test
    void aThirdKiroWithoutItsSecondEngineGivesWhatItReports() throws Exception {
        version = "3.1.0";
        manners = "no-text";
        String report =
                caoTool("report_result", Json.object().put("status", "done").put("result", "the report"));
        try (AgentLab lab = lab("result: required\n", true)) {
            assertThat(lab.answer(lab.handoff("Report " + report + " «say bye»")))
                    .isEqualTo("the report");
        }
    }

    @Test
    void aThirdKiroWithoutItsSecondEngineIsNotGivenARole() throws Exception {
        version = "3.1.0";
        try (TestRun run = roled()) {
            assertThatThrownBy(run::pursue)
                    .isInstanceOf(CaoException.class)
                    .hasMessageContaining("does not keep to the rights");
        }
        assertThat(model().prompts()).isEmpty();
    }

    private TestRun roled() throws Exception {
        TestRun.agent(folder, "agent", profile() + "role: reviewer\n");
        return team("workers: [ { agent: agent } ]\nplan: [ { handoff: { to: agent, task: Go } } ]\n");
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
