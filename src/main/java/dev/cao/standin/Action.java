package dev.cao.standin;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One step of a scripted turn. Texts may hold {@code {{prompt}}} and the like, see {@link ScriptBrain}. */
sealed interface Action {
    /** Ends the turn well. */
    record Answer(String text, Map<String, @Nullable Object> usage) implements Action {}

    /** Ends the turn as failed. */
    record Fail(String answer, String detail, @Nullable Integer exitCode) implements Action {}

    /** Shows a part of the answer; the turn goes on. */
    record Say(String text) implements Action {}

    /** Works for a while; {@code what} is told if it is not empty. */
    record Work(String what, long millis) implements Action {}

    /** Works without a word until it is broken off. */
    record Silent() implements Action {}

    record Background(String id, String description, long millis) implements Action {}

    record Permission(
            String tool,
            Map<String, @Nullable Object> input,
            List<Action> allowed,
            @Nullable List<Action> denied) implements Action {}

    /** @param then what follows each answer, by its text */
    record Question(String text, List<String> choices, Map<String, List<Action>> then) implements Action {}

    /** Says that the turn is over, and goes on. */
    record FalseEnd(String text) implements Action {}

    record Crash(Manners.Crash how) implements Action {}

    record ApiError(String error, String detail) implements Action {}

    /** Shows failed tries; then goes on. */
    record Retrying(String error, int attempts, long millis) implements Action {}

    /** Writes to the screen what is no part of the answer. */
    record Garbage(String text) implements Action {}

    record Flood(int lines) implements Action {}

    record Run(List<String> argv) implements Action {}

    /** Calls a tool of cao over MCP, and waits for its result. */
    record Tool(String name, Map<String, @Nullable Object> arguments) implements Action {}

    record Exit(int code) implements Action {}
}
