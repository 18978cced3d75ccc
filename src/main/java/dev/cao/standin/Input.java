package dev.cao.standin;

/** What came from the keyboard. */
sealed interface Input {
    /** Printable text, typed key by key or sent at once. */
    record Text(String text) implements Input {}

    /** What a bracketed paste held, verbatim but for line ends, which are {@code \n}: terminals send them as CR. */
    record Paste(String text) implements Input {}

    record Key(KeyName name) implements Input {}

    /** The keys that mean something here. */
    enum KeyName {
        SUBMIT,
        NEWLINE,
        ESCAPE,
        BACKSPACE,
        DELETE,
        LEFT,
        RIGHT,
        UP,
        DOWN,
        HOME,
        END,
        CLEAR_LINE,
        CLEAR_TO_END,
        DELETE_WORD,
        INTERRUPT,
        END_OF_INPUT,
        REDRAW,
        TAB
    }
}
