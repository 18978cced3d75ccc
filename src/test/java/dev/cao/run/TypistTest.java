package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.cao.agent.AgentProvider;
import dev.cao.agent.AgentProvider.Reply;
import dev.cao.agent.AgentProvider.Sight;
import dev.cao.agent.InputBox;
import dev.cao.domain.RunEvent.Wait;
import dev.cao.profile.WorkerProfile;
import dev.cao.terminal.Key;
import dev.cao.terminal.PasteLimits;
import dev.cao.terminal.Presence;
import dev.cao.terminal.Screen;
import dev.cao.terminal.Session;
import dev.cao.terminal.TerminalRuntime;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TypistTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<Key> CLEAR = List.of(Key.CTRL_U);
    private static final Reply ALLOW = new Reply.Press(List.of(Key.ONE));

    private static final Path LOG = Path.of("events.jsonl");

    private final Session session = new Session("w1", "%1", 1);
    private final TerminalRuntime terminal = mock(TerminalRuntime.class);
    private final AgentProvider provider = mock(AgentProvider.class);
    private final WorkerProfile profile = mock(WorkerProfile.class);
    private final Typist typist = new Typist(provider, terminal);

    @BeforeEach
    void nobodyIsThere() throws Exception {
        when(terminal.presence(any())).thenReturn(new Presence(0, Optional.empty(), false));
        when(terminal.capture(any(), anyInt())).thenReturn(new Screen(List.of(), List.of(), 80, 24, 0, 0, false));
        when(provider.composer())
                .thenReturn(new AgentProvider.Composer(PasteLimits.NONE, List.of(Key.ENTER), CLEAR, List.of(), ""));
    }

    private void inTheBox(String draft) {
        when(provider.box(any())).thenReturn(new InputBox.Draft(draft));
    }

    @Test
    void keysThatCameAfterTheirDialogAreTakenOutOfTheBox() throws Exception {
        typist.reply(session, ALLOW, LOG);
        inTheBox("1");

        assertThat(typist.obstacle(session, NOW, "", profile)).contains("seems to stand");
        assertThat(typist.obstacle(session, NOW.plusSeconds(2), "", profile)).contains("is removed");
        verify(terminal).press(session, CLEAR);
    }

    /** An agent's events may make one look follow another at once, at the same old screen. */
    @Test
    void theKeyThatEmptiesTheBoxIsNotPressedInARow() throws Exception {
        inTheBox("do it");
        for (int millis = 0; millis < 6000; millis += 100) {
            assertThat(typist.obstacle(session, NOW.plusMillis(millis), "do it", profile))
                    .isNotEmpty();
        }

        verify(terminal, times(1)).press(session, CLEAR);
    }

    /** Codex, Claude Code and Gemini CLI leave by the key that empties a box, when nothing stands in it. */
    @Test
    void aTextThatABusyMachineShowsTooLongIsNotRemoved() throws Exception {
        inTheBox("do it");
        assertThat(typist.obstacle(session, NOW, "do it", profile)).isNotEmpty();
        when(provider.box(any())).thenReturn(new InputBox.Empty());
        assertThat(typist.obstacle(session, NOW, "do it", profile)).isEmpty();
        inTheBox("do it");
        assertThat(typist.obstacle(session, NOW, "do it", profile)).contains("seems to stand");

        verify(terminal, never()).press(session, CLEAR);
    }

    @Test
    void aPersonsDraftStaysAlsoAfterSuchKeys() throws Exception {
        typist.reply(session, ALLOW, LOG);
        inTheBox("1 more thing");

        assertThat(typist.obstacle(session, NOW, "", profile)).contains("a draft stands");
    }

    @Test
    void aDraftThatOnlyLooksLikeAKeyStaysIfNoneWasPressed() throws Exception {
        inTheBox("1");

        assertThat(typist.obstacle(session, NOW, "", profile)).contains("a draft stands");
    }

    @Test
    void aDialogThatTheUserAgreedToIsClosedBeforeATextIsTyped() throws Exception {
        Reply.Press keys = new Reply.Press(List.of(Key.ENTER));
        when(provider.box(any())).thenReturn(new InputBox.Unreadable());
        when(provider.sight(any())).thenReturn(new Sight.Dialog(Wait.DIALOG, "a loop", Optional.of(keys)));

        assertThat(typist.obstacle(session, NOW, "", profile))
                .as("not agreed to")
                .isEmpty();

        when(provider.consents(any(), any())).thenReturn(true);
        assertThat(typist.obstacle(session, NOW, "", profile)).contains("a loop");
        verify(terminal).press(session, keys.keys());
    }

    @Test
    void nothingIsTypedWhileThePaneShowsARequest() throws Exception {
        when(provider.box(any())).thenReturn(new InputBox.Unreadable());
        for (Wait request : List.of(Wait.PERMISSION, Wait.QUESTION)) {
            when(provider.sight(any())).thenReturn(new Sight.Dialog(request, "this one", Optional.empty()));

            assertThat(typist.obstacle(session, NOW, "", profile)).contains("asks: this one");
        }
    }

    private static Delivery waitedFor(int times) {
        Delivery delivery = new Delivery(new Delivery.What.Messages(List.of()), "do it", 1, 1, NOW);
        for (int i = 0; i < times; i++) {
            delivery = delivery.waitedFor(NOW);
        }
        return delivery;
    }

    private static Delivery pastedTwice() {
        return new Delivery(new Delivery.What.Messages(List.of()), "do it", 1, 2, 3, NOW);
    }

    private Typist.Next looksAt(Sight sight, InputBox box, Delivery delivery) throws Exception {
        when(provider.sight(any())).thenReturn(sight);
        when(provider.box(any())).thenReturn(box);
        return typist.look(session, delivery);
    }

    /** On a loaded machine an agent may take long to say that it took a text, which its box does not hold any more. */
    @Test
    void aTextIsNotTypedAgainWhileTheAgentWorks() throws Exception {
        assertThat(looksAt(new Sight.Busy(""), new InputBox.Empty(), waitedFor(0)))
                .isEqualTo(Typist.Next.WAIT);
        assertThat(looksAt(new Sight.Busy(""), new InputBox.Unreadable(), waitedFor(19)))
                .isEqualTo(Typist.Next.WAIT);
        assertThat(looksAt(new Sight.Busy(""), new InputBox.Unreadable(), waitedFor(20)))
                .isEqualTo(Typist.Next.GIVE_UP);
    }

    @Test
    void aHalfDrawnScreenIsLookedAtAgainBeforeATextIsGivenUp() throws Exception {
        for (InputBox box : List.of(new InputBox.Unreadable(), new InputBox.Draft("something else"))) {
            assertThat(looksAt(new Sight.Unknown(), box, waitedFor(7))).isEqualTo(Typist.Next.WAIT);
            assertThat(looksAt(new Sight.Unknown(), box, waitedFor(8))).isEqualTo(Typist.Next.GIVE_UP);
        }
    }

    @Test
    void aTextThatAFreeAgentDoesNotHaveIsTypedOnceMore() throws Exception {
        assertThat(looksAt(new Sight.Idle(), new InputBox.Empty(), waitedFor(2)))
                .as("a loaded machine is late")
                .isEqualTo(Typist.Next.WAIT);
        assertThat(looksAt(new Sight.Idle(), new InputBox.Empty(), waitedFor(3)))
                .isEqualTo(Typist.Next.PASTE);
        assertThat(looksAt(new Sight.Unknown(), new InputBox.Empty(), waitedFor(7)))
                .isEqualTo(Typist.Next.WAIT);
        assertThat(looksAt(new Sight.Idle(), new InputBox.Empty(), pastedTwice()))
                .isEqualTo(Typist.Next.GIVE_UP);
    }

    @Test
    void aTextThatStandsInTheBoxIsSubmittedAgain() throws Exception {
        assertThat(looksAt(new Sight.Unknown(), new InputBox.Draft("do it"), waitedFor(0)))
                .isEqualTo(Typist.Next.SUBMIT);
    }
}
