package dev.cao.standin;

/** What answers prompts. One turn at a time, on a thread of the turn's own. */
interface Brain {
    /**
     * Answers one prompt.
     *
     * @throws InterruptedException if a person broke it off; nothing that it started is left then
     */
    TurnEnd answer(Turn turn) throws InterruptedException;
}
