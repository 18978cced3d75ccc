package dev.cao.watch;

/** A part of the screen, in the order in which Tab goes through them. */
enum Panel {
    WORKERS,
    TREE,
    EVENTS,
    PANE
}
