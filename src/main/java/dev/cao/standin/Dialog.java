package dev.cao.standin;

import java.util.List;

/**
 * A choice that takes the place of the input box, or, where an answer may be typed, stands above it. Used by the agent's
 * loop only.
 */
final class Dialog {
    private final String title;
    private final String detail;
    private final List<String> choices;
    private final boolean takesText;
    private int selected;

    private Dialog(String title, String detail, List<String> choices, boolean takesText) {
        this.title = title;
        this.detail = detail;
        this.choices = choices;
        this.takesText = takesText;
    }

    /** The first choice, Enter's, is yes: as in real agent CLIs. */
    static Dialog permission(String tool, String input) {
        return new Dialog("Do you want to use " + tool + "?", input, List.of("Yes", "No"), false);
    }

    /** The first choice, Enter's, is to leave: as in real agent CLIs. */
    static Dialog trust(String folder) {
        return new Dialog(
                "Do you trust the files in this folder?",
                folder,
                List.of("No, exit", "Yes, I trust this folder"),
                false);
    }

    static Dialog question(String text, List<String> choices) {
        return new Dialog(text, "", choices, true);
    }

    String title() {
        return title;
    }

    String detail() {
        return detail;
    }

    List<String> choices() {
        return choices;
    }

    int selected() {
        return selected;
    }

    /** Tells whether a typed answer is taken beside the choices. */
    boolean takesText() {
        return takesText;
    }

    void move(int by) {
        if (!choices.isEmpty()) {
            selected = Math.floorMod(selected + by, choices.size());
        }
    }

    /** Returns the choice that this text names, as its number or in words; -1 for none. */
    int named(String text) {
        String wanted = text.strip();
        for (int i = 0; i < choices.size(); i++) {
            String choice = choices.get(i);
            if (wanted.equals(Integer.toString(i + 1)) || wanted.equalsIgnoreCase(choice)) {
                return i;
            }
        }
        if (!takesText && wanted.length() == 1) {
            for (int i = 0; i < choices.size(); i++) {
                if (choices.get(i).regionMatches(true, 0, wanted, 0, 1)) {
                    return i;
                }
            }
        }
        return -1;
    }
}
