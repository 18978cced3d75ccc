package dev.cao.profile;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong while reading goes on. Not thread-safe: one reading, one thread. */
final class Problems {
    /** Nobody reads more, and a hostile file must not take long. */
    private static final int MOST = 100;

    private final Set<Problem> errors = new LinkedHashSet<>();
    private final Set<Problem> notes = new LinkedHashSet<>();

    /** The same complaint at the same place counts once: an agent may be read for several workers. */
    void add(Place place, String message) {
        if (!isFull()) {
            errors.add(place.problem(message));
        }
    }

    /** Something that does not hinder, but that the user should know. */
    void note(Place place, String message) {
        if (notes.size() < MOST) {
            notes.add(place.problem(message));
        }
    }

    /** Tells whether further complaints would be dropped, so that nobody need work them out. */
    boolean isFull() {
        return errors.size() >= MOST;
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
