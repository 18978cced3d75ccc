package dev.cao.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.terminal.Screen;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each provider makes of captured screens; {@link CapturedScreen} says how to add some. */
final class ScreensTest {
    static Stream<Path> folders() {
        return CapturedScreen.folders();
    }

    static Stream<CapturedScreen> screens() {
        return CapturedScreen.all();
    }

    static Stream<CapturedScreen> screensOfBusyAgents() {
        return CapturedScreen.all().filter(screen -> !screen.isFree());
    }

    @ParameterizedTest
    @MethodSource("folders")
    void eachScreenIsListedWithWhatItShows(Path folder) {
        assertThat(CapturedScreen.expected(folder).keySet())
                .as("names in %s", folder.resolve("expected.txt"))
                .containsExactlyInAnyOrderElementsOf(CapturedScreen.names(folder));
    }

    @ParameterizedTest
    @MethodSource("screens")
    void aScreenIsReadAsWhatItShows(CapturedScreen captured) {
        assertThat(CapturedScreen.word(captured.provider().sight(captured.screen())))
                .isEqualTo(captured.expected());
    }

    @ParameterizedTest
    @MethodSource("screensOfBusyAgents")
    void aHalfDrawnScreenIsNeverTakenForAFreeAgent(CapturedScreen captured) {
        neverFree(captured, captured.halfDrawn());
    }

    @ParameterizedTest
    @MethodSource("screensOfBusyAgents")
    void aResizedScreenIsNeverTakenForAFreeAgent(CapturedScreen captured) {
        neverFree(captured, captured.resized());
    }

    @ParameterizedTest
    @MethodSource("screensOfBusyAgents")
    void aGarbledScreenIsNeverTakenForAFreeAgent(CapturedScreen captured) {
        neverFree(captured, captured.garbled());
    }

    private static void neverFree(CapturedScreen captured, List<Screen> variants) {
        for (Screen variant : variants) {
            assertThat(CapturedScreen.word(captured.provider().sight(variant)))
                    .as(() -> captured + " as\n" + variant.text())
                    .isNotIn("idle", "error");
        }
    }
}
