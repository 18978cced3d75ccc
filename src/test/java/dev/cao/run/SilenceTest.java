package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SilenceTest {
    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

    @TempDir
    Path folder;

    private Path output;
    private Silence silence;

    @BeforeEach
    void makeSilence() {
        output = folder.resolve("architect.out");
        silence = new Silence(output, Duration.ofMinutes(3), Duration.ofMinutes(15));
    }

    @Test
    void outputAfterTheLastEventIsASignOfLife() throws Exception {
        Files.createFile(output);
        Files.setLastModifiedTime(output, FileTime.from(START.plusSeconds(60)));

        assertThat(silence.lastSign(START)).isEqualTo(START.plusSeconds(60));
    }

    @Test
    void withoutAnyOutputTheLastEventCounts() {
        assertThat(silence.lastSign(START)).isEqualTo(START);
    }

    @Test
    void itIsDoubtfulBeforeItIsHopeless() {
        Instant now = START.plus(Duration.ofMinutes(3));

        assertThat(silence.isDoubtful(START, now)).isTrue();
        assertThat(silence.isHopeless(START, now)).isFalse();
        assertThat(silence.isHopeless(START, START.plus(Duration.ofMinutes(15))))
                .isTrue();
    }

    @Test
    void theNextLookIsWhenTheNextStepIsReached() {
        assertThat(silence.nextLook(START, START)).isEqualTo(START.plus(Duration.ofMinutes(3)));
        assertThat(silence.nextLook(START, START.plus(Duration.ofMinutes(4))))
                .isEqualTo(START.plus(Duration.ofMinutes(15)));
    }
}
