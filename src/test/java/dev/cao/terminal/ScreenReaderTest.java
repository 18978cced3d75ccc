package dev.cao.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ScreenReaderTest {
    @Test
    void styleThatRunsOnIsRepeatedInEachLine() {
        assertThat(ScreenReader.selfContained(
                        List.of("a\u001b[2m\u001b[31mb", "c", "", "d\u001b[0me", "f\u001b[0;1mg", "h\u001b[m", "i")))
                .containsExactly(
                        "a\u001b[2m\u001b[31mb",
                        "\u001b[2m\u001b[31mc",
                        "",
                        "\u001b[2m\u001b[31md\u001b[0me",
                        "f\u001b[0;1mg",
                        "\u001b[0;1mh\u001b[m",
                        "i");
    }
}
