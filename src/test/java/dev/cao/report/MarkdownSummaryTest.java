package dev.cao.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.domain.ExitStatus;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunPhase;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MarkdownSummaryTest {
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
