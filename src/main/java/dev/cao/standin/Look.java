package dev.cao.standin;

/** How text looks (SGR). Dim is no colour: it stays under NO_COLOR, since it tells hints from typed text. */
enum Look {
    PLAIN("", ""),
    DIM("\033[2m", "\033[22m"),
    BOLD("\033[1m", "\033[22m"),
    ACCENT("\033[36m", "\033[39m"),
    ALARM("\033[31m", "\033[39m");

    private final String on;
    private final String off;

    Look(String on, String off) {
        this.on = on;
        this.off = off;
    }

    String paint(String text, boolean colour) {
        boolean plain = this == PLAIN || text.isEmpty() || !colour && (this == ACCENT || this == ALARM);
        return plain ? text : on + text + off;
    }
}
