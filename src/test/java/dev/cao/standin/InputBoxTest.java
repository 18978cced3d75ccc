package dev.cao.standin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class InputBoxTest {
    private final InputBox box = new InputBox();

    @Test
    void backspaceTakesAWholeCharacter() {
        box.insert("a👍");

        box.backspace();

        assertThat(box.text()).isEqualTo("a");
    }

    @Test
    void textGoesInAtTheCursor() {
        box.insert("ac");
        box.left();
        box.insert("b");

        assertThat(box.text()).isEqualTo("abc");
    }

    @Test
    void clearLineClearsBackToTheLineStart() {
        box.insert("one\ntwo three");
        box.left();

        box.clearLine();

        assertThat(box.text()).isEqualTo("one\ne");
    }

    @Test
    void deleteWordTakesTheBlanksBehindIt() {
        box.insert("one two  ");

        box.deleteWord();

        assertThat(box.text()).isEqualTo("one ");
    }

    @Test
    void homeAndEndStayInTheLine() {
        box.insert("one\ntwo");
        box.home();
        box.insert(">");
        box.end();
        box.insert("<");

        assertThat(box.text()).isEqualTo("one\n>two<");
    }

    @Test
    void bigPasteIsShownCollapsedAndSubmittedVerbatim() {
        String text = "line\n".repeat(30);
        box.insert("see ");

        box.paste(text);

        assertThat(BoxLines.of(box, 40).lines()).containsExactly("see [Pasted text #1 +30 lines]");
        assertThat(box.text()).isEqualTo("see " + text);
    }

    @Test
    void backspaceTakesACollapsedPasteAsAWhole() {
        box.paste("x".repeat(801));
        assertThat(BoxLines.of(box, 40).lines()).containsExactly("[Pasted text #1 801 characters]");

        box.backspace();

        assertThat(box.isEmpty()).isTrue();
    }

    @Test
    void smallPasteIsShown() {
        box.paste("a\nb");

        assertThat(BoxLines.of(box, 40).lines()).containsExactly("a", "b");
    }

    @Test
    void cursorFollowsWideCharactersOverTheLineEnd() {
        box.insert("漢字漢");

        BoxLines lines = BoxLines.of(box, 5);

        assertThat(lines.lines()).containsExactly("漢字", "漢");
        assertThat(lines.row()).isEqualTo(1);
        assertThat(lines.column()).isEqualTo(2);
    }
}
