package dev.cao.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.domain.ExitStatus;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunPhase;
import dev.cao.domain.WorkerName;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MarkdownSummaryTest {
    private static final WorkerName ARCHITECT = new WorkerName("architect");

    @TempDir
    private Path root;

    @Test
    void pageTellsOutcomeTasksChecksFilesAndFailures() {
        RunRecord run = new SampleRun(root)
                .done("architect", "design", "the design")
                .failed("security", "review", "ended with 3")
                .add(new RunEvent.FileWriting("plan.md", 12))
                .add(new RunEvent.CheckMade("file plan.md", true, ""))
                .ended(RunPhase.FAILED, ExitStatus.FAILED, "step 2 failed");

        assertThat(page(run)).isEqualTo("""
                ## ❌ cao run `bank-7f3`: failed, exit code 1

                step 2 failed

                **Goal:** Plan \\*it\\*.

                **Took:** 7.0s, in `/bank`

                | Task | Worker | As | State | Time |
                |---|---|---|---|---|
                | t1 | architect | design | ✅ done | 1.0s |
                | t2 | security | review | ❌ process_died | 1.0s |

                **Checks**

                - ✅ file plan.md

                **Written**

                - plan.md

                <details><summary>t2 security</summary>

                ```text
                process_died: ended with 3
                ```

                </details>

                <sub>More, where the run was: `cao logs bank-7f3`, `cao logs bank-7f3 --answers`, `cao report bank-7f3`</sub>

                """);
    }

    @Test
    void spendingIsToldByAgentAndByHowItIsKnown() {
        RunRecord run = new SampleRun(root)
                .done("architect", "design", "the design")
                .add(new RunEvent.SupervisorAsked(1, "[]", List.of()))
                .add(new RunEvent.SupervisorAnswered(
                        1, "claude-sonnet-4-5", "end", "[]", 100, 10, 0, 0, Optional.of(0.5), 20))
                .add(new RunEvent.UsageMeasured(ARCHITECT, "opus", 1, 2, 3, 4, Optional.of(0.25)))
                .add(new RunEvent.UsageMeasured(ARCHITECT, "nobody-knows", 7, 0, 0, 0, Optional.empty()))
                .ended(RunPhase.DONE, ExitStatus.DONE, "");

        assertThat(page(run)).contains("""
                | Agent | Turns | Tokens | Cost |
                |---|---|---|---|
                | supervisor | 1 | 110 | 0.5000 USD priced |
                | architect | 2 | 17 | 0.2500 USD measured, 7 tokens of unknown price |
                | all | 3 | 127 | 0.2500 USD measured, 0.5000 USD priced, 7 tokens of unknown price |

                <sub>Priced by the profile's prices, then https://""");
    }

    @Test
    void textOfAgentsCannotFormatThePage() {
        RunRecord run = new SampleRun(root)
                .failed("security", "review", "````\n</details># big | <script>")
                .ended(RunPhase.FAILED, ExitStatus.FAILED, "a | b <img src=x> `c`\n# d");

        assertThat(page(run))
                .contains("\n`````text\nprocess_died: ````\n</details># big | <script>\n`````\n")
                .contains("a | b &lt;img src=x&gt; \\`c\\` \\# d\n");
    }

    private static String page(RunRecord run) {
        return MarkdownSummary.of(run, Ending.of(run.state(), false), Transcripts.of(run));
    }
}
