package dev.cao.profile;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/**
 * A team profile without errors, and what else was seen while it was read.
 *
 * @param notes what does not hinder but should be told, such as settings of foreign agent files that are not carried over
 * @param origins where values came from: by field of the resolved profile, such as {@code workers[1].model}, the file
 *     and line; a field that is not in it has its default
 */
public record LoadedProfile(TeamProfile team, List<Problem> notes, Map<String, String> origins) {
    public LoadedProfile {
        requireNonNull(team, "team is null");
        notes = List.copyOf(notes);
        origins = Map.copyOf(origins);
    }
}
