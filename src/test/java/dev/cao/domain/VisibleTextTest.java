package dev.cao.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisibleTextTest {
    @Test
    void whatSteersATerminalIsShownAsAPicture() {
        assertThat(VisibleText.of("a\u001b[2Jb\u0007\u007f\u009b1m\r")).isEqualTo("a␛[2Jb␇␡\ufffd1m␍");
    }

    @Test
    void linesTabsAndEveryLetterStayAsTheyAre() {
        assertThat(VisibleText.of("a\n\tb 漢字 👩‍👩‍👧")).isEqualTo("a\n\tb 漢字 👩‍👩‍👧");
    }
}
