package dev.cao.watch;

import dev.cao.control.ControlRequest;
import dev.cao.domain.ExitStatus;
import java.util.List;
import java.util.Optional;

/** What keys do. Stateless: a key turns one look into the next, and may order something. */
final class Controls {
    private static final int PAGE = 10;
    private static final String READ_ONLY = "the run has ended; there is nobody to ask";

    private Controls() {}

    /** The look after a key, and what was ordered. */
    record Step(Look look, Order order) {}

    static Step press(Key key, Look look, Picture picture) {
        if (key instanceof Key.Named(Key.Name name) && name == Key.Name.INTERRUPT) {
            return new Step(look, new Order.Leave(ExitStatus.INTERRUPTED));
        }
        if (key instanceof Key.Named(Key.Name name) && name == Key.Name.REDRAW) {
            return new Step(look, new Order.Redraw());
        }
        if (look.prompt().isPresent()) {
            return PromptKeys.press(key, look, look.prompt().get());
        }
        Look quiet = look.notice("");
        return switch (key) {
            case Key.Named(Key.Name name) -> named(name, quiet, picture);
            case Key.Typed(String text) -> typed(text, quiet, picture);
            case Key.Pasted _ -> only(quiet.notice("a pasted text is no command; press s first to send it"));
        };
    }

    private static Step named(Key.Name name, Look look, Picture picture) {
        return switch (name) {
            case UP -> only(move(look, picture, -1));
            case DOWN -> only(move(look, picture, 1));
            case PAGE_UP -> only(move(look, picture, -PAGE));
            case PAGE_DOWN -> only(move(look, picture, PAGE));
            case HOME -> only(move(look, picture, -1_000_000));
            case END -> only(move(look, picture, 1_000_000));
            case ENTER -> attach(look, picture);
            case ESCAPE -> only(back(look));
            case TAB, RIGHT -> only(look.focus(panel(look, 1)));
            case BACK_TAB, LEFT -> only(look.focus(panel(look, -1)));
            case CLOSED -> new Step(look, new Order.Leave(ExitStatus.INTERRUPTED));
            case BACKSPACE, CLEAR_LINE, DELETE_WORD, REDRAW, INTERRUPT, OTHER -> only(look);
        };
    }

    private static Step typed(String text, Look look, Picture picture) {
        return switch (text) {
            case "k" -> only(move(look, picture, -1));
            case "j" -> only(move(look, picture, 1));
            case "g" -> only(move(look, picture, -1_000_000));
            case "G" -> only(move(look, picture, 1_000_000));
            case "q" -> look.help() ? only(look.help(false)) : new Step(look, new Order.Leave(ExitStatus.DONE));
            case "?", "h" -> only(look.help(!look.help()));
            case "z" -> only(look.zoom(!look.zoomed()));
            case "/" -> only(look.ask(new Prompt(Prompt.Kind.FILTER, "", look.filter())));
            case "a" -> attach(look, picture);
            case "s" -> ask(Prompt.Kind.SEND, look, picture);
            case "r" -> ask(Prompt.Kind.ANSWER, look, picture);
            case "i" -> ask(Prompt.Kind.INTERRUPT, look, picture);
            case "x" -> ask(Prompt.Kind.STOP, look, picture);
            default -> only(look.notice("no command is on '%s'; ? shows the keys".formatted(text)));
        };
    }

    private static Step ask(Prompt.Kind kind, Look look, Picture picture) {
        return only(
                picture.link() == Link.OVER ? look.notice(READ_ONLY) : look.ask(new Prompt(kind, look.selected(), "")));
    }

    private static Step attach(Look look, Picture picture) {
        Optional<Picture.Row> row = picture.rows().stream()
                .filter(each -> each.name().equals(look.selected()))
                .findFirst();
        boolean startless = row.isPresent()
                && row.get().pane().isEmpty()
                && !row.get().name().equals(TeamTree.SUPERVISOR);
        return startless
                ? only(look.notice(look.selected() + " has no session yet"))
                : new Step(look, new Order.Attach(look.selected()));
    }

    /** One step out: of the help, of a zoomed panel, of a filter. */
    private static Look back(Look look) {
        if (look.help()) {
            return look.help(false);
        }
        return look.zoomed() ? look.zoom(false) : look.filter("");
    }

    private static Panel panel(Look look, int by) {
        Panel[] all = Panel.values();
        return all[Math.floorMod(look.focus().ordinal() + by, all.length)];
    }

    private static Look move(Look look, Picture picture, int by) {
        return switch (look.focus()) {
            case WORKERS -> select(look, picture, by);
            case EVENTS, TREE, PANE -> {
                // These rest at their end: up is away from it.
                int most = length(look.focus(), picture);
                yield look.scroll(look.focus(), Math.min(most, look.scrolled(look.focus()) - by));
            }
        };
    }

    private static int length(Panel panel, Picture picture) {
        return switch (panel) {
            case TREE -> picture.tree().size();
            case EVENTS -> picture.events().size();
            case WORKERS, PANE -> 1000;
        };
    }

    private static Look select(Look look, Picture picture, int by) {
        List<String> names = Filter.rows(picture, look.filter()).stream()
                .map(Picture.Row::name)
                .toList();
        if (names.isEmpty()) {
            return look;
        }
        int now = names.indexOf(look.selected());
        int next = now < 0 ? 0 : Math.clamp((long) now + by, 0, names.size() - 1);
        return look.select(names.get(next));
    }

    /** A finished prompt. */
    static Step done(Look look, Optional<ControlRequest> request) {
        return new Step(look, request.<Order>map(Order.Ask::new).orElse(new Order.None()));
    }

    private static Step only(Look look) {
        return new Step(look, new Order.None());
    }
}
