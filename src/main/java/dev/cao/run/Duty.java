package dev.cao.run;

import dev.cao.agent.AgentFact;
import dev.cao.domain.ProcessExit;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunState;
import java.util.List;
import java.util.Optional;

/** What a session is for beside the tasks and messages that it is given. For its thread. */
interface Duty {
    /** A worker has none: without a task it rests. */
    Duty NONE = new Duty() {};

    /** Returns the conversation to go on with, where the journal tells of one whose process has ended. */
    default Optional<String> conversation() {
        return Optional.empty();
    }

    /** Takes note of a fact; once more after a resume. Returns whether its agent has got something done by it. */
    default boolean heard(AgentFact fact) {
        return false;
    }

    /** Its agent asks for something that neither its profile nor a task decides about. */
    default void asked(AgentFact.Waiting waiting) {
        // A worker that is asked by nobody may wait.
    }

    /** Its agent is idle, and nothing of ours is on its way to it. */
    default void rest() {
        // A worker may rest.
    }

    /**
     * Returns what follows from the end of its process, to be recorded with it.
     *
     * @param goesOn whether the next one takes the same conversation up
     */
    default List<RunEvent> ended(RunState state, ProcessExit exit, boolean goesOn) {
        return List.of();
    }

    /** Its agent cannot be kept alive. Returns whether that is the end of more than what waits for it. */
    default boolean givenUp(String why) {
        return false;
    }
}
