package dev.cao.provider.codex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.agent.InputBox;
import dev.cao.terminal.Screen;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CodexScreenTest {
    private static final List<String> QUEUED =
            List.of("• Queued follow-up inputs", "  ↳ mine", "    alt + ↑ edit last queued message", "");
    private static final List<String> BOX =
            List.of("", "› ", "", "  fake-1 default · /home/dev/bank", "  ? for shortcuts");

    private static InputBox box(List<String> above) {
        List<String> rows = new ArrayList<>(above);
        rows.addAll(BOX);
        return CodexScreen.box(new Screen(rows, rows, 120, rows.size(), 0, 0, true));
    }

    /** Codex takes it up a moment after it told of the end of the turn before. */
    @Test
    void whatAPersonHasQueuedStandsInTheWayLikeADraft() {
        assertThat(box(QUEUED)).isInstanceOf(InputBox.Draft.class);
    }

    @Test
    void anAnswerThatSpeaksOfAQueueDoesNot() {
        List<String> answered = new ArrayList<>(QUEUED);
        answered.add("  Worked for 3s");

        assertThat(box(answered)).isEqualTo(new InputBox.Empty());
    }
}
