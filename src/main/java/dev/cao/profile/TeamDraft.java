package dev.cao.profile;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A team that is to be written.
 *
 * @param team the name of the team's own file, one of the files
 * @param files text by file, relative to one folder
 * @param variables names that a launch has to set: the plan has them in its tasks
 * @param leftOut what of other programs' files is not in these, each with its place there
 */
public record TeamDraft(String team, Map<String, String> files, Set<String> variables, List<Problem> leftOut) {
    public TeamDraft {
        requireNonNull(team, "team is null");
        files = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(files));
        variables = java.util.Collections.unmodifiableSet(new java.util.LinkedHashSet<>(variables));
        leftOut = List.copyOf(leftOut);
    }
}
