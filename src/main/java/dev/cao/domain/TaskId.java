package dev.cao.domain;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/** A task within its run: {@code t1}, {@code t2}, in the order of creation. */
public record TaskId(String value) implements Comparable<TaskId> {
    private static final Pattern FORM = Pattern.compile("t[1-9][0-9]{0,8}");

    /** @throws IllegalArgumentException if the value is not of the form {@code t[1-9][0-9]{0,8}} */
    public TaskId {
        requireNonNull(value, "value is null");
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a valid task id: " + value);
        }
    }

    /** Tells whether {@link #TaskId} would accept the value. */
    public static boolean isValid(String value) {
        return FORM.matcher(value).matches();
    }

    @Override
    public int compareTo(TaskId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
