package dev.cao.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class KeyReaderTest {
    /** Reads a text; a ⏸ in it is silence. */
    private static List<Key> keys(String text) {
        int[] at = {0};
        KeyReader reader = new KeyReader(millis -> {
            if (at[0] >= text.length()) {
                return millis == 0 ? KeyReader.Characters.END : KeyReader.Characters.NOTHING;
            }
            char c = text.charAt(at[0]++);
            return c == '⏸' ? KeyReader.Characters.NOTHING : c;
        });
        List<Key> keys = new ArrayList<>();
        Key key = reader.next();
        while (!key.equals(new Key.Named(Key.Name.CLOSED))) {
            keys.add(key);
            key = reader.next();
        }
        return keys;
    }

    private static Key named(Key.Name name) {
        return new Key.Named(name);
    }

    @Test
    void lettersOfAnyKindAreTyped() {
        assertThat(keys("a漢👍")).containsExactly(new Key.Typed("a"), new Key.Typed("漢"), new Key.Typed("👍"));
    }

    @Test
    void sequencesAreKeysWithAndWithoutModifiers() {
        assertThat(keys("\033[A\033OB\033[1;5C\033[5~\033[Z\033[99;99~\r\003"))
                .containsExactly(
                        named(Key.Name.UP),
                        named(Key.Name.DOWN),
                        named(Key.Name.RIGHT),
                        named(Key.Name.PAGE_UP),
                        named(Key.Name.BACK_TAB),
                        named(Key.Name.OTHER),
                        named(Key.Name.ENTER),
                        named(Key.Name.INTERRUPT));
    }

    @Test
    void silenceTellsTheEscapeKey() {
        assertThat(keys("\033⏸[A")).containsExactly(named(Key.Name.ESCAPE), new Key.Typed("["), new Key.Typed("A"));
    }

    @Test
    void pasteIsOneKeyWhateverIsInIt() {
        assertThat(keys("\033[200~q\r\nx\033[201~y")).containsExactly(new Key.Pasted("q\nx"), new Key.Typed("y"));
    }

    @Test
    void sequenceWithoutEndIsNoKey() {
        assertThat(keys("\033[" + "1".repeat(100))).first().isEqualTo(named(Key.Name.OTHER));
    }
}
