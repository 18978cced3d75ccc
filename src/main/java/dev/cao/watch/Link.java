package dev.cao.watch;

/** How the run's orchestrator can be reached. */
enum Link {
    /** Its first answer has not come yet. */
    ASKED,
    LIVE,
    /** It lives, but does not tell what its workers do, for instance because it is an older cao. */
    SILENT,
    /** It is gone, and the run has not ended. */
    LOST,
    /** The run has ended. */
    OVER
}
