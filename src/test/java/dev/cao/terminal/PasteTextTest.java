package dev.cao.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PasteTextTest {
    @Test
    void controlCharactersGoAndLineEndsBecomeNewlines() {
        assertThat(PasteText.clean("a\u001b[201~b\u0000\u007f\u009bc\r\nd\re\tf\ng"))
                .isEqualTo("a[201~bc\nd\ne\tf\ng");
    }

    @Test
    void loneSurrogatesAreReplaced() {
        assertThat(PasteText.clean("a\ud83db\udc69c\ud83d\udc69")).isEqualTo("a\ufffdb\ufffdc\ud83d\udc69");
    }

    @Test
    void textWithinTheLimitsIsOnePiece() {
        assertThat(PasteText.split("a\nb", new PasteLimits(2, 3))).containsExactly("a\nb");
    }

    @Test
    void emptyTextIsNoPiece() {
        assertThat(PasteText.split("", PasteLimits.NONE)).isEmpty();
    }

    @Test
    void piecesEndBetweenLines() {
        assertThat(PasteText.split("aaa\nbbb\nccc\n", new PasteLimits(10, 9))).containsExactly("aaa\nbbb\n", "ccc\n");
    }

    @Test
    void longLinesAreSplitBetweenCharactersAsPeopleSeeThem() {
        String family = "\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67";
        String accent = "e\u0301";

        assertThat(PasteText.split("x\n" + family + family + accent + accent, new PasteLimits(10, 9)))
                .containsExactly("x\n", family, family, accent + accent);
    }
}
