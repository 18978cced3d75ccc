package dev.cao.domain;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/** A question to the person within its run: {@code q1}, {@code q2}, in the order of asking. */
public record QuestionId(String value) {
    private static final Pattern FORM = Pattern.compile("q[1-9][0-9]{0,8}");

    /** @throws IllegalArgumentException if the value is not of the form {@code q[1-9][0-9]{0,8}} */
    public QuestionId {
        requireNonNull(value, "value is null");
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a valid question id: " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
