package dev.cao.provider.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.agent.AgentProvider;
import dev.cao.agent.AgentProvider.Sight;
import dev.cao.agent.InputBox;
import dev.cao.terminal.Key;
import dev.cao.terminal.Screen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

class ClaudeScreenTest {
    private static final Path FOLDER = Path.of("src/test/resources/screens/claude-code");

    private static Screen screen(List<String> plain, List<String> styled) {
        return new Screen(plain, styled, 120, plain.size(), 0, 0, false);
    }

    private static Screen screen(String name) throws IOException {
        List<String> plain = Files.readString(FOLDER.resolve(name + ".txt"))
                .lines()
                .map(String::stripTrailing)
                .toList();
        List<String> styled =
                Files.readString(FOLDER.resolve(name + ".ansi")).lines().toList();
        int rows = Math.min(plain.size(), styled.size());
        return screen(plain.subList(0, rows), styled.subList(0, rows));
    }

    @Test
    void theTrustDialogIsAnsweredStepByStep() throws IOException {
        assertThat(ClaudeScreen.sight(screen("trust_dialog")))
                .isInstanceOfSatisfying(
                        Sight.Dialog.class,
                        dialog -> assertThat(dialog.consented())
                                .contains(new AgentProvider.Reply.Press(List.of(Key.DOWN))));
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(
            strings = {"bypass_permissions_dialog", "apikey_dialog", "mcp_approval_dialog", "onboarding_theme"})
    void otherDialogsAreForPeople(String name) throws IOException {
        assertThat(ClaudeScreen.sight(screen(name)))
                .isInstanceOfSatisfying(
                        Sight.Dialog.class,
                        dialog -> assertThat(dialog.consented()).isEmpty());
    }

    @Test
    void aHintIsNoDraft() throws IOException {
        assertThat(ClaudeScreen.box(screen("queued_messages"))).isEqualTo(new InputBox.Empty());
        assertThat(ClaudeScreen.box(screen("paste_collapsed")))
                .isEqualTo(new InputBox.Draft("[Pasted text #1 +30 lines]"));
    }
}
