package dev.cao.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.domain.JournalEntry;
import dev.cao.domain.RunEvent;
import dev.cao.domain.WorkerName;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TokenCurveTest {
    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

    private static RunEvent paid(long tokens) {
        return new RunEvent.UsageMeasured(new WorkerName("w"), "m", tokens, 0, 0, 0, Optional.empty());
    }

    private static TokenCurve turns(int number) {
        TokenCurve curve = new TokenCurve();
        for (int i = 1; i <= number; i++) {
            curve.take(new JournalEntry(i, START.plusSeconds(i), paid(10)));
        }
        return curve;
    }

    @Test
    void eachTurnIsAStepWhileTheyAreFew() {
        assertThat(turns(3).points())
                .containsExactly(
                        new TokenCurve.Point(START.plusSeconds(1), 10),
                        new TokenCurve.Point(START.plusSeconds(2), 20),
                        new TokenCurve.Point(START.plusSeconds(3), 30));
    }

    @Test
    void manyTurnsAreNoMoreStepsThanCanBeSeen() {
        TokenCurve curve = turns(100_000);

        assertThat(curve.points()).hasSizeBetween(TokenCurve.MOST / 4, TokenCurve.MOST);
        assertThat(curve.points().getLast()).isEqualTo(new TokenCurve.Point(START.plusSeconds(100_000), 1_000_000));
    }

    @Test
    void turnsThatWerePaidForAreHeldAsASumOnly(@TempDir Path folder) {
        SampleRun run = new SampleRun(folder);
        for (int i = 0; i < 5_000; i++) {
            run.add(paid(1)).add(new RunEvent.FileWriting("plan.md", i));
        }
        RunRecord record = run.record();

        assertThat(record.entries()).hasSize(1);
        assertThat(record.state().files()).containsExactly("plan.md");
        assertThat(record.state().tokens()).isEqualTo(5_000);
    }
}
