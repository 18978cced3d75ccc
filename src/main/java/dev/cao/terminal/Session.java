package dev.cao.terminal;

import static java.util.Objects.requireNonNull;

/**
 * A session that was started.
 *
 * @param name the name it was given; a person may have renamed what they see since
 * @param pane the runtime's stable id, {@code %3} in tmux; unique as long as the runtime's server lives
 * @param pid the process id of the program that was started in it
 */
public record Session(String name, String pane, long pid) {
    public Session {
        requireNonNull(name, "name is null");
        requireNonNull(pane, "pane is null");
    }
}
