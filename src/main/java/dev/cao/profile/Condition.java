package dev.cao.profile;

/** When a step of a plan runs, over the named answers of earlier steps. */
public sealed interface Condition {
    /** {@code NAME.done}, {@code NAME.failed} or {@code NAME.skipped}. */
    record Is(String name, State state) implements Condition {}

    /** {@code NAME contains "text"}: the answer's text, case matters. */
    record Contains(String name, String text) implements Condition {}

    record Not(Condition condition) implements Condition {}

    record And(Condition left, Condition right) implements Condition {}

    record Or(Condition left, Condition right) implements Condition {}

    /** What became of a named step. */
    enum State {
        DONE,
        FAILED,
        SKIPPED
    }
}
