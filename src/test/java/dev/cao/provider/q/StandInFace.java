package dev.cao.provider.q;

/** What a person sees of a stand-in. */
interface StandInFace {
    enum Decision {
        YES,
        NO,
        TRUST,
        CANCEL
    }

    /** Whatever is shown until input is taken; what is typed meanwhile is lost or kept, as the CLI does it. */
    void starting(int servers, int ready);

    /** Returns the next line that somebody submits; null when they leave. */
    @org.jspecify.annotations.Nullable
    String prompt() throws InterruptedException;

    void busy();

    /** Tells whether somebody breaks the turn off. */
    boolean brokenOff();

    /** Shows that it was. */
    void interrupted();

    Decision ask(String tool, String input) throws InterruptedException;

    void say(String text);

    void error(String text);

    /** The turn has come to its end. */
    void done();

    /** Returns whether it may go on: the dialog about trusting all tools, whose default is to leave. */
    boolean trustAll() throws InterruptedException;
}
