package dev.cao.profile;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong while reading goes on. Not thread-safe: one reading, one thread. */
final class Problems {
    private final Set<Problem> errors = new LinkedHashSet<>();
    private final Set<Problem> notes = new LinkedHashSet<>();

    /** The same complaint at the same place counts once: an agent may be read for several workers. */
    void add(Place place, String message) {
        errors.add(place.problem(message));
    }

    /** Something that does not hinder, but that the user should know. */
    void note(Place place, String message) {
        notes.add(place.problem(message));
    }

    int count() {
        return errors.size();
    }

    List<Problem> errors() {
        return errors.stream().sorted().toList();
    }

    List<Problem> notes() {
        return notes.stream().sorted().toList();
    }

    void throwIfAny() {
        if (!errors.isEmpty()) {
            throw new ProfileException(errors());
        }
    }
}
