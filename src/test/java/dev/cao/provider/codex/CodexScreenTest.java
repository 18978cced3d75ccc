package dev.cao.provider.codex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.agent.AgentProvider.Reply;
import dev.cao.agent.AgentProvider.Sight;
import dev.cao.agent.InputBox;
import dev.cao.terminal.Key;
import dev.cao.terminal.Screen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class CodexScreenTest {
    private static final Path FOLDER = Path.of("src/test/resources/screens/codex");

    private static Screen screen(String name) throws IOException {
        return screen(name, line -> line);
    }

    private static Screen screen(String name, UnaryOperator<String> change) throws IOException {
        List<String> plain = Files.readString(FOLDER.resolve(name + ".txt"))
                .lines()
                .map(String::stripTrailing)
                .map(change)
                .toList();
        List<String> styled =
                Files.readString(FOLDER.resolve(name + ".ansi")).lines().toList();
        int rows = Math.min(plain.size(), styled.size());
        return new Screen(plain.subList(0, rows), styled.subList(0, rows), 120, rows, 0, 0, true);
    }

    private static Optional<Reply.Press> consented(Screen screen) {
        return CodexScreen.sight(screen) instanceof Sight.Dialog dialog ? dialog.consented() : Optional.empty();
    }

    @Test
    void theFolderIsTrustedWhereThatIsSelected() throws IOException {
        assertThat(consented(screen("firstrun-trust"))).contains(new Reply.Press(List.of(Key.ENTER)));
    }

    @Test
    void anotherSelectionIsNotConfirmed() throws IOException {
        assertThat(consented(screen(
                        "firstrun-trust",
                        line -> line.replace("› 1. Trust and", "  1. Trust and")
                                .replace("  2. Back to", "› 2. Back to"))))
                .isEmpty();
    }

    @Test
    void otherDialogsAreForPeople() throws IOException {
        for (String name : List.of("firstrun-nologin", "hooks-review", "approval-exec", "mcp-approval")) {
            assertThat(consented(screen(name))).as(name).isEmpty();
        }
    }

    @Test
    void aHintIsNoDraft() throws IOException {
        assertThat(CodexScreen.box(screen("idle-fresh"))).isEqualTo(new InputBox.Empty());
        assertThat(CodexScreen.box(screen("busy-queued"))).isEqualTo(new InputBox.Empty());
    }

    @Test
    void aDraftIsReadWhole() throws IOException {
        assertThat(CodexScreen.box(screen("draft"))).isEqualTo(new InputBox.Draft("a draft by a person"));
        assertThat(CodexScreen.box(screen("draft-lines")))
                .isEqualTo(new InputBox.Draft("line one\n  line two\n    three"));
        assertThat(CodexScreen.box(screen("draft-pasted")))
                .isEqualTo(new InputBox.Draft("[Pasted Content 2000 chars]"));
    }

    @Test
    void aDialogHasNoBox() throws IOException {
        assertThat(CodexScreen.box(screen("approval-exec"))).isEqualTo(new InputBox.Unreadable());
    }
}
