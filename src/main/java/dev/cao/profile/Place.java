package dev.cao.profile;

/**
 * Where a value stands.
 *
 * @param line from 1
 * @param column from 1, in code points
 * @param field the path of the field in its file; empty for the root
 */
record Place(Source source, int line, int column, String field) {
    Place field(String path) {
        return new Place(source, line, column, path);
    }

    /** Returns the path of a key of this mapping. */
    String child(String key) {
        return field.isEmpty() ? key : field + "." + key;
    }

    Problem problem(String message) {
        return new Problem(source.shown(), line, column, field, message, source.frame(line, column));
    }

    /** Such as {@code agents/architect.yaml:3}. */
    String shortly() {
        return source.shown() + ":" + line;
    }
}
