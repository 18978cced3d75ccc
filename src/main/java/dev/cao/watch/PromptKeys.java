package dev.cao.watch;

import dev.cao.control.ControlRequest;
import java.util.Optional;

/** What keys do while the person types a line. Stateless. */
final class PromptKeys {
    private PromptKeys() {}

    static Controls.Step press(Key key, Look look, Prompt prompt) {
        return switch (key) {
            case Key.Typed(String text) -> typing(look, prompt.with(prompt.typed() + text));
            case Key.Pasted(String text) -> typing(look, prompt.with(prompt.typed() + text));
            case Key.Named(Key.Name name) -> named(name, look, prompt);
        };
    }

    private static Controls.Step named(Key.Name name, Look look, Prompt prompt) {
        String typed = prompt.typed();
        return switch (name) {
            case ENTER -> enter(look, prompt);
            case ESCAPE -> {
                Look back = prompt.kind() == Prompt.Kind.FILTER ? look.filter("") : look.notice("nothing was done");
                yield new Controls.Step(back.asked(), new Order.None());
            }
            case BACKSPACE -> typing(look, prompt.with(typed.substring(0, lastCharacter(typed))));
            case CLEAR_LINE -> typing(look, prompt.with(""));
            case DELETE_WORD -> typing(look, prompt.with(typed.replaceFirst("\\S*\\s*$", "")));
            case UP,
                    DOWN,
                    LEFT,
                    RIGHT,
                    PAGE_UP,
                    PAGE_DOWN,
                    HOME,
                    END,
                    TAB,
                    BACK_TAB,
                    REDRAW,
                    INTERRUPT,
                    CLOSED,
                    OTHER -> new Controls.Step(look, new Order.None());
        };
    }

    private static Controls.Step typing(Look look, Prompt prompt) {
        Look next = prompt.kind() == Prompt.Kind.FILTER ? look.filter(prompt.typed()) : look;
        return new Controls.Step(next.ask(prompt), new Order.None());
    }

    private static Controls.Step enter(Look look, Prompt prompt) {
        Optional<ControlRequest> request = prompt.request();
        boolean asks = prompt.kind() != Prompt.Kind.FILTER;
        String notice = asks ? request.isPresent() ? "asking …" : "nothing was done" : "";
        return Controls.done(look.notice(notice).asked(), request);
    }

    private static int lastCharacter(String text) {
        return text.isEmpty() ? 0 : text.offsetByCodePoints(text.length(), -1);
    }
}
