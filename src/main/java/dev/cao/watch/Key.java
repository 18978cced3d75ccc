package dev.cao.watch;

/** What a person does at the keyboard. */
sealed interface Key {
    /** A character. */
    record Typed(String text) implements Key {}

    /** Several at once, from a clipboard: never commands. */
    record Pasted(String text) implements Key {}

    /** A key without a character. */
    record Named(Name name) implements Key {}

    /** Keys without a character. */
    enum Name {
        UP,
        DOWN,
        LEFT,
        RIGHT,
        PAGE_UP,
        PAGE_DOWN,
        HOME,
        END,
        ENTER,
        ESCAPE,
        TAB,
        BACK_TAB,
        BACKSPACE,
        CLEAR_LINE,
        DELETE_WORD,
        REDRAW,
        INTERRUPT,
        /** The terminal is gone. */
        CLOSED,
        /** One that means nothing here. */
        OTHER
    }
}
