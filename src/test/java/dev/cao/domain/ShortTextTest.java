package dev.cao.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ShortTextTest {
    @Test
    void aTextThatFitsStaysAsItIs() {
        assertThat(ShortText.of("abc", 3)).isEqualTo("abc");
    }

    @Test
    void aLongerOneIsCutWithASign() {
        assertThat(ShortText.of("abcd", 3)).isEqualTo("ab…");
    }

    @Test
    void noCharacterIsCutInTwo() {
        String text = "x👩‍👩‍👧y漢e\u0301z";
        for (int most = 1; most < text.length(); most++) {
            String cut = ShortText.beginning(text, most);

            assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(cut))
                    .as(cut)
                    .isTrue();
            assertThat(text).startsWith(cut);
        }
    }
}
