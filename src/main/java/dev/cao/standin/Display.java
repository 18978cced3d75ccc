package dev.cao.standin;

import dev.cao.io.Tty;

/** Where the conversation is shown. Used by the agent's loop only; a reader that is gone is no error. */
interface Display {
    /** Shows a line of the program's own, such as the greeting or how a turn ended. */
    void note(String text, Look look);

    /** Shows a prompt that begins its turn. */
    void prompt(String text);

    /** Shows more of the answer, as it comes. */
    void answer(String chunk);

    /** The answer has no more. */
    void answerEnds();

    /** Writes this, whatever it is, to the screen. */
    void raw(String text);

    /** Draws what stands below the conversation; its unfinished line is the display's own. */
    void refresh(Scene scene);

    /** The size has changed. */
    void resized(Tty.Size size);

    /** Draws everything anew at the next refresh. */
    void redraw();

    /** Takes away what stands below the conversation. */
    void close();
}
