package dev.cao.provider.opencode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.agent.AgentProvider.Sight;
import dev.cao.terminal.Screen;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OpenCodeScreenTest {
    private static final List<String> REQUEST = List.of(
            "  ┃  △ Permission required",
            "  ┃",
            "  ┃   Allow once   Allow always   Reject                 enter confirm");

    private static final List<String> BOX = List.of(
            "  ┃",
            "  ┃",
            "  ┃",
            "  ┃  Build · Fake One Fake",
            "  ╹▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀",
            "   /home/dev/bank              930 (1%)  ctrl+p commands");

    private static Sight sight(List<String> rows) {
        return OpenCodeScreen.sight(new Screen(rows, rows, 120, rows.size(), 0, 0, true));
    }

    @Test
    void aRequestStandsInPlaceOfTheInputBox() {
        assertThat(sight(REQUEST)).isInstanceOf(Sight.Dialog.class);
    }

    /** Else an agent that quotes one would never be given a text again. */
    @Test
    void aRequestAboveTheInputBoxIsOnlyQuoted() {
        List<String> rows = new ArrayList<>(REQUEST);
        rows.add("");
        rows.addAll(BOX);

        assertThat(sight(rows)).isEqualTo(new Sight.Idle());
    }
}
