package dev.cao.domain;

import static java.util.Objects.requireNonNull;

/**
 * Names one tool call for ever, so that a call that is repeated after a crash joins the recorded one instead of running
 * twice: {@code plan/3/1} (step, attempt), {@code mcp/architect/<bridge>/<request>}, {@code model/<tool use id>}.
 */
public record CallKey(String value) {
    public CallKey {
        requireNonNull(value, "value is null");
        if (value.isBlank() || value.length() > 300) {
            throw new IllegalArgumentException("a call key has 1 to 300 characters: " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
