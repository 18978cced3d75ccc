package dev.cao.standin;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a turn came to its end. */
sealed interface TurnEnd {
    /**
     * It was answered, well or not.
     *
     * @param detail why it failed, for people; empty when it did not
     * @param exitCode of the command that ran, if one ran
     * @param usage what it cost, as the script says; empty when nothing is known
     */
    record Answered(
            String answer,
            boolean failed,
            String detail,
            @Nullable Integer exitCode,
            Map<String, @Nullable Object> usage)
            implements TurnEnd {
        static Answered done(String answer) {
            return new Answered(answer, false, "", null, Map.of());
        }

        static Answered failed(String answer, String detail) {
            return new Answered(answer, true, detail, null, Map.of());
        }
    }

    /** The model's API failed. */
    record ApiError(String error, String detail) implements TurnEnd {}

    /** A person broke it off. */
    record Interrupted() implements TurnEnd {}

    /** The agent ends in the middle of it, in order. */
    record Leave(int exitCode) implements TurnEnd {}
}
