package dev.cao.watch;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the person has chosen to see.
 *
 * @param selected name of the worker whose pane is shown
 * @param zoomed whether the panel in focus has the whole screen
 * @param scrolled lines by which a panel was moved away from where it rests
 * @param notice what the last key brought; empty when nothing
 */
record Look(
        String selected,
        Panel focus,
        boolean zoomed,
        boolean help,
        String filter,
        Map<Panel, Integer> scrolled,
        Optional<Prompt> prompt,
        String notice) {
    static final Look FIRST =
            new Look(TeamTree.SUPERVISOR, Panel.WORKERS, false, false, "", Map.of(), Optional.empty(), "");

    Look {
        scrolled = Map.copyOf(scrolled);
    }

    int scrolled(Panel panel) {
        return scrolled.getOrDefault(panel, 0);
    }

    Look select(String worker) {
        return new Look(worker, focus, zoomed, help, filter, without(Panel.PANE), prompt, notice);
    }

    Look focus(Panel panel) {
        return new Look(selected, panel, zoomed, help, filter, scrolled, prompt, notice);
    }

    Look zoom(boolean on) {
        return new Look(selected, focus, on, help, filter, scrolled, prompt, notice);
    }

    Look help(boolean on) {
        return new Look(selected, focus, zoomed, on, filter, scrolled, prompt, notice);
    }

    Look filter(String text) {
        return new Look(selected, focus, zoomed, help, text, scrolled, prompt, notice);
    }

    Look scroll(Panel panel, int lines) {
        Map<Panel, Integer> moved = new EnumMap<>(Panel.class);
        moved.putAll(scrolled);
        moved.put(panel, Math.max(0, lines));
        return new Look(selected, focus, zoomed, help, filter, moved, prompt, notice);
    }

    Look ask(Prompt question) {
        return new Look(selected, focus, zoomed, false, filter, scrolled, Optional.of(question), "");
    }

    Look asked() {
        return new Look(selected, focus, zoomed, help, filter, scrolled, Optional.empty(), notice);
    }

    Look notice(String text) {
        return new Look(selected, focus, zoomed, help, filter, scrolled, prompt, text);
    }

    private Map<Panel, Integer> without(Panel panel) {
        Map<Panel, Integer> rest = new EnumMap<>(Panel.class);
        rest.putAll(scrolled);
        rest.remove(panel);
        return rest;
    }
}
