package dev.cao.standin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.domain.Columns;
import dev.cao.io.Tty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class LiveViewTest {
    private final InputBox box = new InputBox();

    @Test
    void idleBoxShowsADimHint() {
        assertThat(drawn(scene(List.of(), "", null), 6, 30)).isEqualTo("""
                ──────────────────────────────
                > <dim>Type a prompt, or /help</dim>
                ──────────────────────────────
                <dim>  ? for help</dim>
                """);
    }

    @Test
    void typedTextIsNotDim() {
        box.insert("hi");

        assertThat(drawn(scene(List.of(), "", null), 6, 30)).isEqualTo("""
                ──────────────────────────────
                > hi
                ──────────────────────────────
                <dim>  ? for help</dim>
                """);
    }

    @Test
    void workingAgentShowsTheGrowingLineTheQueueAndTheSpinner() {
        Scene scene = new Scene("● half a li", List.of("next", "then"), "✻ Working", null, box, "wait", "mode");

        assertThat(drawn(scene, 20, 20)).isEqualTo("""
                ● half a li
                <dim>Queued: next</dim>
                <dim>Queued: then</dim>
                ✻ Working
                ────────────────────
                > <dim>wait</dim>
                ────────────────────
                <dim>  mode</dim>
                """);
    }

    @Test
    void permissionTakesThePlaceOfTheBox() {
        Dialog dialog = Dialog.permission("Bash", "{\"command\":\"ls\"}");

        assertThat(drawn(scene(List.of(), "", dialog), 20, 40)).isEqualTo("""
                ────────────────────────────────────────
                 <dim>{"command":"ls"}</dim>
                 <bold>Do you want to use Bash?</dim>
                 ❯ 1. Yes
                   2. No
                <dim> Enter to choose · Esc to cancel</dim>
                """);
    }

    @Test
    void questionStandsAboveTheBox() {
        Dialog dialog = Dialog.question("Which one?", List.of("A", "B"));
        dialog.move(1);

        assertThat(drawn(scene(List.of(), "", dialog), 20, 40)).isEqualTo("""
                ────────────────────────────────────────
                 <bold>Which one?</dim>
                   1. A
                 ❯ 2. B
                > <dim>Type a prompt, or /help</dim>
                ────────────────────────────────────────
                <dim>  ? for help</dim>
                """);
    }

    @Test
    void smallWindowKeepsTheLineWithTheCursor() {
        box.insert("one\ntwo\nthree\nfour");
        Frame frame = LiveView.of(scene(List.of(), "✻ Working", null), new Tty.Size(5, 20), false);

        assertThat(String.join("\n", frame.lines())).isEqualTo("""
                ✻ Working
                ────────────────────
                  four
                ────────────────────
                \033[2m  ? for help\033[22m""");
        assertThat(frame.row()).isEqualTo(2);
        assertThat(frame.column()).isEqualTo(6);
    }

    @Test
    void noSizeMakesMoreLinesThanThereAre() {
        box.insert("漢字 ".repeat(30));
        for (int rows = 1; rows < 12; rows++) {
            for (int columns = 4; columns < 40; columns += 3) {
                Frame frame = LiveView.of(scene(List.of("q"), "✻ Working", null), new Tty.Size(rows, columns), false);

                assertThat(frame.lines()).hasSizeLessThanOrEqualTo(rows);
                assertThat(frame.row()).isBetween(0, frame.lines().size() - 1);
                for (String line : frame.lines()) {
                    assertThat(Columns.of(Columns.clean(line))).isLessThanOrEqualTo(columns);
                }
            }
        }
    }

    private Scene scene(List<String> queued, String spinner, @Nullable Dialog dialog) {
        return new Scene("", queued, spinner, dialog, box, "Type a prompt, or /help", "? for help");
    }

    private static String drawn(Scene scene, int rows, int columns) {
        Frame frame = LiveView.of(scene, new Tty.Size(rows, columns), false);
        return String.join("\n", frame.lines())
                        .replace("\033[2m", "<dim>")
                        .replace("\033[1m", "<bold>")
                        .replace("\033[22m", "</dim>")
                + "\n";
    }
}
