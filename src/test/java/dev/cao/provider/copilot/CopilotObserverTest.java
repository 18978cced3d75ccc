package dev.cao.provider.copilot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.agent.EventTail;
import dev.cao.agent.Watched;
import dev.cao.terminal.Screen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CopilotObserverTest {
    private static final Instant T0 = Instant.parse("2026-11-26T09:00:00Z");
    private static final String TAKEN =
            "{\"type\":\"user.message\",\"data\":{\"messageId\":\"m\",\"content\":\"Long\"}}";
    private static final String CANCELLED = " ● Operation cancelled by user";
    private static final String FREE = " ← open sidebar · Interactive · / commands · ? help · tab next tab";
    private static final String EDITING = " Interactive · Manual Approval · @ files · # issues";
    private static final String WORKING = " ◉ Working esc esc edit prompt";

    @TempDir
    private Path folder;

    private Watched watched;
    private Path events;

    @BeforeEach
    void aSession() throws IOException {
        Map<String, String> environment = Map.of("HOME", folder.toString());
        watched = new Watched(folder, folder, environment, "s", 1, folder.resolve("events.jsonl"));
        Files.writeString(watched.eventLog(), CopilotObserver.startingAt(0));
        events = CopilotPlaces.events(environment, "s");
        Files.createDirectories(events.getParent());
    }

    private static Screen screen(String last, String box, String below) {
        String rule = "─".repeat(120);
        List<String> rows = List.of(" ❯ Long   09:00 ┃", "", last, "", rule, "❯ " + box, rule, below);
        return new Screen(rows, rows, 120, rows.size(), 0, 0, true);
    }

    private CopilotObserver working() throws IOException {
        EventTail.append(events, TAKEN);
        CopilotObserver observer = new CopilotObserver(watched);
        assertThat(observer.look(T0)).hasSize(1);
        return observer;
    }

    private static List<String> looks(CopilotObserver observer, Screen screen) {
        List<String> told = new ArrayList<>(observer.look(screen, T0));
        told.addAll(observer.look(screen, T0.plusSeconds(1)));
        told.addAll(observer.look(screen, T0.plusSeconds(4)));
        return told;
    }

    @Test
    void aTurnThatOnlyTheScreenShowsToBeEndedIsInterrupted() throws IOException {
        assertThat(looks(working(), screen(CANCELLED, "", FREE)))
                .containsExactly("{\"type\":\"abort\",\"seen\":\"screen\"}");
    }

    @Test
    void soItIsWithThePromptBackInTheBox() throws IOException {
        assertThat(looks(working(), screen("", "Long", EDITING))).hasSize(1);
    }

    @Test
    void aDraftBesideATurnThatGoesOnIsNot() throws IOException {
        assertThat(looks(working(), screen("", "Draft", WORKING))).isEmpty();
    }

    @Test
    void aPassingGlimpseOfItIsNot() throws IOException {
        CopilotObserver observer = working();
        assertThat(observer.look(screen(CANCELLED, "", FREE), T0)).isEmpty();
        assertThat(observer.look(screen("", "", WORKING), T0.plusSeconds(3))).isEmpty();
        assertThat(observer.look(screen(CANCELLED, "", FREE), T0.plusSeconds(4)))
                .isEmpty();
    }

    @Test
    void aTurnThatGoesOnBelowAnEarlierOneIsNot() throws IOException {
        assertThat(looks(working(), screen(CANCELLED, "", WORKING))).isEmpty();
    }

    @Test
    void anAnswerThatSpeaksOfItIsNot() throws IOException {
        assertThat(looks(working(), screen(CANCELLED + ", it said", "", FREE))).isEmpty();
    }

    @Test
    void theScreenIsNotLookedAtWhenNoTurnIsOpen() throws IOException {
        CopilotObserver observer = working();
        assertThat(observer.watchesScreen()).isTrue();

        EventTail.append(events, "{\"type\":\"abort\",\"data\":{}}");
        assertThat(observer.look(T0)).hasSize(1);

        assertThat(observer.watchesScreen()).isFalse();
        assertThat(observer.nextLook()).isEqualTo(Instant.MAX);
    }

    @Test
    void aTurnThatAnEarlierOrchestratorSawBeginIsOpen() throws IOException {
        Files.writeString(watched.eventLog(), CopilotObserver.startingAt(0) + TAKEN + "\n");

        assertThat(new CopilotObserver(watched).watchesScreen()).isTrue();
    }
}
