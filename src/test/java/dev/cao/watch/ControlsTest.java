package dev.cao.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.control.ControlRequest;
import dev.cao.domain.ExitStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ControlsTest {
    private final WatchedRun run = new WatchedRun("Plan it.").worker("one").worker("two");
    private Look look = Look.FIRST;
    private Order order = new Order.None();

    private ControlsTest press(String keys) {
        keys.codePoints().mapToObj(Character::toString).forEach(key -> press(new Key.Typed(key)));
        return this;
    }

    private ControlsTest press(Key.Name name) {
        return press(new Key.Named(name));
    }

    private ControlsTest press(Key key) {
        Controls.Step step = Controls.press(key, look, run.picture());
        look = step.look();
        order = step.order();
        return this;
    }

    @Test
    void arrowsSelectAndStopAtTheEnds() {
        assertThat(press(Key.Name.DOWN).look.selected()).isEqualTo("one");
        assertThat(press("jjj").look.selected()).isEqualTo("two");
        assertThat(press(Key.Name.UP).press("kkkk").look.selected()).isEqualTo("supervisor");
        assertThat(press("G").look.selected()).isEqualTo("two");
    }

    @Test
    void messageGoesToTheSelectedWorker() {
        press("js").press("hello").press(Key.Name.BACKSPACE).press(new Key.Pasted(" q\nx"));
        assertThat(order).isEqualTo(new Order.None());

        press(Key.Name.ENTER);

        assertThat(order).isEqualTo(new Order.Ask(new ControlRequest.Send("one", "hell q\nx")));
        assertThat(look.prompt()).isEmpty();
    }

    @Test
    void emptyMessageIsNotSent() {
        press("js").press("  ").press(Key.Name.ENTER);

        assertThat(order).isEqualTo(new Order.None());
        assertThat(look.notice()).isEqualTo("nothing was done");
    }

    @Test
    void answerAndInterruptAreAskedOfTheOrchestrator() {
        press("jr").press("allow").press(Key.Name.ENTER);
        assertThat(order).isEqualTo(new Order.Ask(new ControlRequest.Answer("one", "allow")));

        press("i").press(Key.Name.ENTER);
        assertThat(order).isEqualTo(new Order.Ask(new ControlRequest.Interrupt("one", "")));
    }

    @Test
    void runIsStoppedOnlyByTheWholeWord() {
        for (String word : List.of("", "y", "no", "yes please")) {
            press("x").press(word).press(Key.Name.ENTER);
            assertThat(order).as(word).isEqualTo(new Order.None());
        }

        press("x").press("yes").press(Key.Name.ENTER);

        assertThat(order).isEqualTo(new Order.Ask(new ControlRequest.Stop("stopped in cao status --watch")));
    }

    @Test
    void escapeLeavesAPromptWithoutDoingAnything() {
        press("x").press("yes").press(Key.Name.ESCAPE);

        assertThat(order).isEqualTo(new Order.None());
        assertThat(look.prompt()).isEmpty();
    }

    @Test
    void filterWorksWhileItIsTypedAndEscapeEndsIt() {
        assertThat(press("/tw").look.filter()).isEqualTo("tw");
        assertThat(press(Key.Name.ENTER).press(Key.Name.DOWN).look.selected()).isEqualTo("two");
        assertThat(press(Key.Name.ESCAPE).look.filter()).isEmpty();
    }

    @Test
    void pastedTextIsNoCommand() {
        press(new Key.Pasted("xyes\nq"));

        assertThat(order).isEqualTo(new Order.None());
        assertThat(look.notice()).contains("no command");
    }

    @Test
    void attachNeedsASession() {
        assertThat(press("ja").order).isEqualTo(new Order.Attach("one"));
        run.add(new dev.cao.domain.RunEvent.WorkerStarting(
                new dev.cao.domain.WorkerName("new"), 1, "command", "", "", ""));

        press("Ga");

        assertThat(order).isEqualTo(new Order.None());
        assertThat(look.notice()).isEqualTo("new has no session yet");
    }

    @Test
    void endedRunTakesNoOrders() {
        run.ended("over");

        press("js");

        assertThat(look.prompt()).isEmpty();
        assertThat(look.notice()).contains("has ended");
    }

    @Test
    void quittingIsZeroAndInterruptingIs130() {
        assertThat(press("q").order).isEqualTo(new Order.Leave(ExitStatus.DONE));
        assertThat(press(Key.Name.INTERRUPT).order).isEqualTo(new Order.Leave(ExitStatus.INTERRUPTED));
        assertThat(press("s").press(Key.Name.INTERRUPT).order).isEqualTo(new Order.Leave(ExitStatus.INTERRUPTED));
    }

    @Test
    void scrollingGoesNoFurtherThanThereIsSomething() {
        press(Key.Name.TAB).press(Key.Name.TAB);
        assertThat(look.focus()).isEqualTo(Panel.EVENTS);

        press(Key.Name.PAGE_UP).press("g");
        assertThat(look.scrolled(Panel.EVENTS)).isEqualTo(run.picture().events().size());
        press("G").press(Key.Name.DOWN);
        assertThat(look.scrolled(Panel.EVENTS)).isZero();
    }
}
