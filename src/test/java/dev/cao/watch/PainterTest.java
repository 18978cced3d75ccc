package dev.cao.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PainterTest {
    private final Painter painter = new Painter();

    @Test
    void onlyLinesThatChangedAreWritten() {
        assertThat(painter.paint(List.of("a", "b")))
                .isEqualTo("\033[?2026h\033[0m\033[2J\033[1;1H\033[2Ka\033[2;1H\033[2Kb\033[?2026l");
        assertThat(painter.paint(List.of("a", "c"))).isEqualTo("\033[?2026h\033[2;1H\033[2Kc\033[?2026l");
        assertThat(painter.paint(List.of("a", "c"))).isEmpty();
    }

    @Test
    void everythingIsWrittenAgainForAnotherSizeOrAnotherScreen() {
        painter.paint(List.of("a", "b"));

        assertThat(painter.paint(List.of("a"))).contains("\033[2J", "a");
        painter.forget();
        assertThat(painter.paint(List.of("a"))).contains("\033[2J", "a");
    }
}
