package dev.cao.standin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.standin.Input.Key;
import dev.cao.standin.Input.KeyName;
import dev.cao.standin.Input.Paste;
import dev.cao.standin.Input.Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InputDecoderTest {
    private final InputDecoder decoder = new InputDecoder();

    @Test
    void textAndSubmitComeInOrder() {
        assertThat(take("hi\r")).containsExactly(new Text("hi"), new Key(KeyName.SUBMIT));
    }

    @Test
    void charactersCutBetweenReadsAreWhole() {
        assertThat(takeByteByByte("é漢👍")).containsExactly(new Text("é"), new Text("漢"), new Text("👍"));
    }

    @Test
    void sequencesCutBetweenReadsAreKeys() {
        assertThat(takeByteByByte("\033[A\033[1;5C\033OH\033[3~"))
                .containsExactly(
                        new Key(KeyName.UP), new Key(KeyName.RIGHT), new Key(KeyName.HOME), new Key(KeyName.DELETE));
    }

    @Test
    void loneEscapeIsAKeyOnceNothingFollows() {
        assertThat(take("\033")).isEmpty();
        assertThat(decoder.escapeIsOpen()).isTrue();
        assertThat(decoder.escapeWasAKey()).containsExactly(new Key(KeyName.ESCAPE));
        assertThat(decoder.escapeIsOpen()).isFalse();
    }

    @Test
    void escapeBeforeASequenceIsAKey() {
        assertThat(take("\033\033[B")).containsExactly(new Key(KeyName.ESCAPE), new Key(KeyName.DOWN));
    }

    @Test
    void pasteIsVerbatimWithEscapeAndControlBytes() {
        String text = "a\tb\033[31mred\033[20x\u0003 漢";

        assertThat(takeByteByByte("\033[200~" + text + "\033[201~x")).containsExactly(new Paste(text), new Text("x"));
    }

    @Test
    void pasteEndsAtItsMarkThoughAnEscapeStandsBefore() {
        assertThat(take("\033[200~a\033\033[201~")).containsExactly(new Paste("a\033"));
    }

    @Test
    void lineEndsOfAPasteAreNewlines() {
        assertThat(take("\033[200~a\rb\r\nc\n\033[201~")).containsExactly(new Paste("a\nb\nc\n"));
    }

    @Test
    void newlineKeysAreNotSubmit() {
        assertThat(take("\n\033\r\033[13;2u"))
                .containsExactly(new Key(KeyName.NEWLINE), new Key(KeyName.NEWLINE), new Key(KeyName.NEWLINE));
    }

    @Test
    void unknownSequencesAreNothing() {
        assertThat(take("\033[99~\033[?1;2c\033Pq")).containsExactly(new Text("q"));
    }

    private List<Input> take(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return decoder.take(bytes, bytes.length);
    }

    private List<Input> takeByteByByte(String text) {
        List<Input> all = new ArrayList<>();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            all.addAll(decoder.take(new byte[] {b}, 1));
        }
        return all;
    }
}
