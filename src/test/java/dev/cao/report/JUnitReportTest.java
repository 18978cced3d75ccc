package dev.cao.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.domain.ExitStatus;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunPhase;
import dev.cao.domain.TaskOutcome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

final class JUnitReportTest {
    @TempDir
    private Path root;

    @Test
    void everyTaskCheckAndTheRunItselfIsACase() {
        RunRecord run = new SampleRun(root)
                .done("architect", "design", "the design")
                .failed("security", "review", "ended with 3")
                .open("test", "tests")
                .end(new TaskOutcome.Cancelled("the run ended"))
                .add(new RunEvent.CheckMade("file plan.md", false, "there is no such file"))
                .ended(RunPhase.FAILED, ExitStatus.FAILED, "step 2 failed");

        assertThat(report(run)).isEqualTo("""
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuites name="cao" tests="5" failures="3" errors="0" time="8.000">
                  <testsuite name="bank" id="bank-7f3" timestamp="2026-11-23T10:00:00" tests="5" failures="3" errors="0" time="8.000" skipped="1">
                    <properties>
                      <property name="cao.run" value="bank-7f3"/>
                      <property name="cao.state" value="failed"/>
                      <property name="cao.exit" value="1"/>
                      <property name="cao.directory" value="/bank"/>
                      <property name="cao.version" value="1.0"/>
                    </properties>
                    <testcase name="architect design" classname="bank" time="1.000">
                      <system-out>the design</system-out>
                    </testcase>
                    <testcase name="security review" classname="bank" time="1.000">
                      <failure message="ended with 3" type="process_died">ended with 3</failure>
                    </testcase>
                    <testcase name="test tests" classname="bank" time="1.000">
                      <skipped message="cancelled: the run ended"/>
                    </testcase>
                    <testcase name="check: file plan.md" classname="bank" time="0.000">
                      <failure message="there is no such file" type="check">there is no such file</failure>
                    </testcase>
                    <testcase name="run" classname="bank" time="8.000">
                      <failure message="failed, exit code 1: step 2 failed" type="failed">failed, exit code 1: step 2 failed</failure>
                    </testcase>
                  </testsuite>
                </testsuites>
                """);
    }

    @Test
    void failureThatALaterTryMadeGoodDoesNotCount() {
        RunRecord run = new SampleRun(root)
                .failed("architect", "design", "ended with 3")
                .done("architect", "design", "the design")
                .ended(RunPhase.DONE, ExitStatus.DONE, "done");

        Element suite = JUnitXml.suite(report(run));

        assertThat(suite.getAttribute("failures")).isEqualTo("0");
        assertThat(JUnitXml.skippedCase(suite, "architect design"))
                .isEqualTo("failed (process_died): ended with 3; made good by t2");
        assertThat(JUnitXml.names(suite)).containsExactly("architect design", "architect design (2)", "run");
    }

    @Test
    void lostRunHasErrorsForWhatWasNotEnded() {
        RunRecord run = new SampleRun(root).open("architect", "design").record();

        Element suite = JUnitXml.suite(report(run));

        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getAttribute("errors")).isEqualTo("1");
    }

    @Test
    void runWithoutATaskFails() {
        RunRecord run = new SampleRun(root).ended(RunPhase.FAILED, ExitStatus.FAILED, "no task was given at all");

        assertThat(JUnitXml.suite(report(run)).getAttribute("failures")).isEqualTo("1");
    }

    @Test
    void whateverAgentsWriteTheDocumentIsValid() {
        StringBuilder nasty = new StringBuilder("]]>&amp;<b a=\"'\">\r\n\t\ud83d\ude00 \ud800 \udc00 \uffff");
        for (char c = 0; c < 0xa0; c++) {
            nasty.append(c);
        }
        RunRecord run = new SampleRun(root)
                .done("architect", "design", nasty.toString())
                .failed("security", "review", nasty.toString())
                .add(new RunEvent.CheckMade("command " + nasty, false, nasty.toString()))
                .ended(RunPhase.FAILED, ExitStatus.FAILED, nasty.toString());

        assertThat(JUnitXml.suite(report(run)).getTextContent())
                .contains("\u241b")
                .contains("]]>&amp;<b");
    }

    private static String report(RunRecord run) {
        return JUnitReport.of(run, Ending.of(run.state(), false), Transcripts.of(run));
    }
}
