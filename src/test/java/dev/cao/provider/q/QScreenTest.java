package dev.cao.provider.q;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.agent.AgentProvider.Reply;
import dev.cao.agent.InputBox;
import dev.cao.terminal.Key;
import dev.cao.terminal.Screen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is done on screens of Amazon Q and Kiro. */
final class QScreenTest {
    private static final QProvider KIRO = new QProvider(QKind.KIRO);
    private static final QProvider AMAZON_Q = new QProvider(QKind.AMAZON_Q);

    private static Screen screen(String name) throws IOException {
        Path file = Path.of("src/test/resources/screens", name + ".txt");
        List<String> rows =
                Files.readString(file).lines().map(String::stripTrailing).toList();
        int last = rows.size() - 1;
        while (rows.get(last).isEmpty()) {
            last--;
        }
        return new Screen(rows, rows, 120, rows.size(), rows.get(last).length() + 1, last, false);
    }

    private static Optional<Reply.Press> accept(String name) throws IOException {
        return ((QSeen.Dialog) QScreen.seen(QKind.KIRO, screen(name))).accept();
    }

    @Test
    void noExitIsLeftBeforeEnterIsPressed() throws IOException {
        assertThat(accept("kiro/trust_dialog")).contains(new Reply.Press(List.of(Key.DOWN)));
    }

    @Test
    void enterAcceptsWhereAcceptingIsSelected() throws IOException {
        assertThat(accept("kiro/trust_dialog_yes_selected")).contains(new Reply.Press(List.of(Key.ENTER)));
    }

    @Test
    void nothingIsPressedWhereSomethingElseIsSelected() throws IOException {
        assertThat(accept("kiro/trust_dialog_third_selected")).isEmpty();
    }

    @Test
    void aPermissionIsGivenByTheSelectedLine() throws IOException {
        assertThat(KIRO.step(screen("kiro/tui_permission_list"), "allow")).containsExactly(Key.ENTER);
        assertThat(KIRO.step(screen("kiro/tui_permission_list_no_selected"), "allow"))
                .containsExactly(Key.UP);
    }

    @Test
    void aPermissionIsRefusedByTheSelectedLine() throws IOException {
        assertThat(KIRO.step(screen("kiro/tui_permission_list"), "deny")).containsExactly(Key.DOWN);
        assertThat(KIRO.step(screen("kiro/tui_permission_list_no_selected"), "deny"))
                .containsExactly(Key.ENTER);
    }

    @Test
    void nothingIsPressedWhereNothingIsSeenToBeSelected() throws IOException {
        assertThat(KIRO.step(screen("kiro/tui_permission_in_a_row"), "allow")).isEmpty();
    }

    @Test
    void theLineInterfaceIsAnsweredByALetter() throws IOException {
        assertThat(AMAZON_Q.step(screen("amazon-q/permission"), "allow")).containsExactly(Key.Y, Key.ENTER);
        assertThat(AMAZON_Q.step(screen("amazon-q/permission"), "deny")).containsExactly(Key.N, Key.ENTER);
    }

    @Test
    void noLetterIsTypedWhereNoQuestionStands() throws IOException {
        assertThat(AMAZON_Q.step(screen("amazon-q/prompt_after_a_turn"), "allow"))
                .isEmpty();
    }

    @Test
    void aQuestionIsRefusedBeforeItsTurnIsBrokenOff() throws IOException {
        assertThat(AMAZON_Q.interruptKeys(screen("amazon-q/permission"))).containsExactly(Key.N, Key.ENTER, Key.CTRL_C);
        assertThat(AMAZON_Q.interruptKeys(screen("amazon-q/thinking"))).containsExactly(Key.CTRL_C);
    }

    @Test
    void aDraftIsSeenAtThePrompt() throws IOException {
        assertThat(AMAZON_Q.box(screen("amazon-q/prompt_with_draft"))).isEqualTo(new InputBox.Draft("half a sentence"));
        assertThat(AMAZON_Q.box(screen("amazon-q/prompt_at_start"))).isEqualTo(new InputBox.Empty());
        assertThat(KIRO.box(screen("kiro/tui_draft"))).isEqualTo(new InputBox.Draft("half a sentence"));
        assertThat(KIRO.box(screen("kiro/tui_working"))).isEqualTo(new InputBox.Unreadable());
    }

    @Test
    void aTextThatStandsInTheConversationWasSubmitted() throws IOException {
        assertThat(AMAZON_Q.showsSubmitted(screen("amazon-q/thinking"), "Say one"))
                .isTrue();
        assertThat(AMAZON_Q.showsSubmitted(screen("amazon-q/prompt_at_start"), "Say one"))
                .isFalse();
    }
}
