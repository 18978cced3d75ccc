package dev.cao.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.domain.ExitStatus;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunPhase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AnnotationsTest {
    @TempDir
    private Path root;

    @Test
    void failuresAreErrorsAndWhatWasMadeGoodIsAWarning() {
        RunRecord run = new SampleRun(root)
                .failed("architect", "design", "no")
                .done("architect", "design", "yes")
                .failed("security", "review", "ended:\n::set-env name=A::b 100%")
                .add(new RunEvent.CheckMade("file plan.md", false, "it is empty"))
                .ended(RunPhase.FAILED, ExitStatus.FAILED, "step 2 failed");

        assertThat(annotations(run))
                .containsExactly(
                        "::error title=cao%3A bank-7f3::failed, exit code 1: step 2 failed",
                        "::error title=cao%3A t3 security failed (process_died)::ended:%0A::set-env name=A::b 100%25",
                        "::error title=cao%3A check fails::file plan.md: it is empty",
                        "::warning title=cao%3A t1 architect::failed (process_died): no; made good by t2");
    }

    @Test
    void runThatIsDoneHasNone() {
        RunRecord run = new SampleRun(root).done("a", "b", "c").ended(RunPhase.DONE, ExitStatus.DONE, "done");

        assertThat(annotations(run)).isEmpty();
    }

    private static List<String> annotations(RunRecord run) {
        return Annotations.of(run, Ending.of(run.state(), false));
    }
}
