package dev.cao.domain;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/** The name of a run on this machine, short and unique, such as {@code modernize-7f3}. */
public record RunId(String value) implements Comparable<RunId> {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,46}");

    /** @throws IllegalArgumentException if the value is not of the form {@code [a-z0-9][a-z0-9-]{0,46}} */
    public RunId {
        requireNonNull(value, "value is null");
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a valid run id: " + value);
        }
    }

    /** Tells whether {@link #RunId} would accept the value. */
    public static boolean isValid(String value) {
        return FORM.matcher(value).matches();
    }

    @Override
    public int compareTo(RunId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
