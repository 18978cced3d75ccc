package dev.cao.supervisor;

import dev.cao.tool.Toolbox;

/**
 * Decides who does what. Acts only through the toolbox, and ends the run with its {@code finish}. Whatever it does
 * repeats with equal call keys after a crash, so that the toolbox can join each call to its record.
 */
public interface Supervisor {
    /** Returns when it has called finish, or has nothing more to say. */
    void pursue(Toolbox toolbox) throws InterruptedException;
}
