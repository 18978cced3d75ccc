package dev.cao.domain;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/** A message within its run: {@code m1}, {@code m2}, in the order of recording. */
public record MessageId(String value) implements Comparable<MessageId> {
    private static final Pattern FORM = Pattern.compile("m[1-9][0-9]{0,8}");

    /** @throws IllegalArgumentException if the value is not of the form {@code m[1-9][0-9]{0,8}} */
    public MessageId {
        requireNonNull(value, "value is null");
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a valid message id: " + value);
        }
    }

    /** Tells whether {@link #MessageId} would accept the value. */
    public static boolean isValid(String value) {
        return FORM.matcher(value).matches();
    }

    @Override
    public int compareTo(MessageId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
