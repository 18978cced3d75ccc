package dev.cao.watch;

import java.util.Map;

/** What the loop of the watch learns. */
sealed interface Happening {
    record Pressed(Key key) implements Happening {}

    /** The terminal has another size, or the program was stopped and goes on. */
    record Resized() implements Happening {}

    /** Something in the run's folder has changed: perhaps its journal. */
    record Written() implements Happening {}

    /** A program of the run has printed something. */
    record Printed() implements Happening {}

    record Told(long version, Map<String, Live> workers) implements Happening {}

    /** The run ends, or the orchestrator went away, or it refuses to tell; {@code refusal} is empty but then. */
    record Untold(String refusal) implements Happening {}

    record Pictured(Preview preview) implements Happening {}

    /** A thread of the watch cannot go on. */
    record Failed(Throwable why) implements Happening {}

    /** What an order brought, for people. */
    record Answered(String text) implements Happening {}
}
