package dev.cao.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CommandWordsTest {
    private final CommandWords words = new CommandWords("/!", Set.of("exit"), Pattern.compile("(?:^|\\s)@\\S*$"));

    @Test
    void aTextThatBeginsAsACommandIsMadeATask() {
        assertThat(words.harmless(" /quit now ")).isEqualTo("Task: /quit now");
    }

    @Test
    void aWordThatIsACommandByItselfIsMadeATaskInAnyCase() {
        assertThat(words.harmless("Exit")).isEqualTo("Task: Exit");
    }

    @Test
    void theSameWordInASentenceStays() {
        assertThat(words.harmless("exit the loop")).isEqualTo("exit the loop");
    }

    @Test
    void anOpenListIsClosedBySpace() {
        assertThat(words.harmless("look at\n@src/Main.java")).isEqualTo("look at\n@src/Main.java ");
    }

    @Test
    void whatOnlyLooksLikeAListStays() {
        assertThat(words.harmless("mail a@b.c")).isEqualTo("mail a@b.c");
    }
}
