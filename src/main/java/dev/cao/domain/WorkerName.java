package dev.cao.domain;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/** The name of a worker in its team, which is also the name of its session. A worker with {@code parallel: 2} has two names, {@code security} and {@code security-2}. */
public record WorkerName(String value) implements Comparable<WorkerName> {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,39}");

    /** @throws IllegalArgumentException if the value is not of the form {@code [A-Za-z0-9][A-Za-z0-9_-]{0,39}} */
    public WorkerName {
        requireNonNull(value, "value is null");
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a valid worker name: " + value);
        }
    }

    /** Tells whether {@link #WorkerName} would accept the value. */
    public static boolean isValid(String value) {
        return FORM.matcher(value).matches();
    }

    @Override
    public int compareTo(WorkerName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
