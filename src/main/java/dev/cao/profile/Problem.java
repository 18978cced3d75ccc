package dev.cao.profile;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;

/**
 * One thing that is wrong (or, as a note, worth knowing) in a profile.
 *
 * @param file the file as the user would name it
 * @param line from 1
 * @param column from 1, in characters
 * @param field the path of the field, such as {@code workers[1].model}; empty when it is the file as a whole
 * @param message what was found, what was expected and how to mend it; one line
 * @param frame the line of the file with a mark below the column; empty when it cannot be shown
 */
public record Problem(String file, int line, int column, String field, String message, String frame)
        implements Comparable<Problem> {
    private static final Comparator<Problem> BY_PLACE = Comparator.comparing(Problem::file)
            .thenComparingInt(Problem::line)
            .thenComparingInt(Problem::column)
            .thenComparing(Problem::field)
            .thenComparing(Problem::message);

    public Problem {
        requireNonNull(file, "file is null");
        requireNonNull(field, "field is null");
        requireNonNull(message, "message is null");
        requireNonNull(frame, "frame is null");
    }

    /** By file, then by place in it. */
    @Override
    public int compareTo(Problem other) {
        return BY_PLACE.compare(this, other);
    }

    /** Returns {@code file:line:column: field: message}, the form that editors and CI can follow. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + (field.isEmpty() ? "" : field + ": ") + message;
    }
}
