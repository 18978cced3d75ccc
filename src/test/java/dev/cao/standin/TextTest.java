package dev.cao.standin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.domain.Columns;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TextTest {
    @Test
    void timesAreRfc3339WithMilliseconds() {
        for (String time : new String[] {
            "1970-01-01T00:00:00.000Z",
            "2024-02-29T23:59:59.999Z",
            "2026-11-23T08:07:24.010Z",
            "2100-03-01T00:00:00.100Z"
        }) {
            assertThat(UtcTime.format(Instant.parse(time).toEpochMilli())).isEqualTo(time);
        }
    }

    @Test
    void placeholdersAreFilledOnce() {
        assertThat(Placeholders.fill("{{a}} {{ b }} {{c}} {{", Map.of("a", "{{b}}", "b", "B")))
                .isEqualTo("{{b}} B {{c}} {{");
    }

    @Test
    void wideAndCombiningCharactersAreMeasured() {
        assertThat(Columns.of("a漢e\u0301👍")).isEqualTo(6);
    }

    @Test
    void linesAreWrappedBetweenCharacters() {
        assertThat(Columns.wrap("ab漢字c", 4)).containsExactly("ab漢", "字c");
    }

    @Test
    void escapeSequencesAndControlBytesAreNotShown() {
        assertThat(Columns.clean("a\033[31mb\033]0;title\007c\u0000\td")).isEqualTo("abc    d");
    }
}
