package dev.cao.terminal;

/** A key that cao presses. {@code tmuxName} is its name for {@code send-keys}. */
public enum Key {
    ENTER("Enter"),
    ESCAPE("Escape"),
    TAB("Tab"),
    UP("Up"),
    DOWN("Down"),
    LEFT("Left"),
    RIGHT("Right"),
    BACKSPACE("BSpace"),
    END("End"),
    CTRL_C("C-c"),
    CTRL_D("C-d"),
    CTRL_U("C-u"),
    Y("y"),
    N("n"),
    ONE("1"),
    TWO("2"),
    THREE("3");

    private final String tmuxName;

    Key(String tmuxName) {
        this.tmuxName = tmuxName;
    }

    /** Returns what it inserts into a text; empty for a key that does something else. */
    public String inserted() {
        return tmuxName.length() == 1 ? tmuxName : "";
    }

    String tmuxName() {
        return tmuxName;
    }
}
