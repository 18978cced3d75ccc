package dev.cao.profile;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The agents that a team refers to, each file read once. Not thread-safe: one reading, one thread. */
final class TeamAgents {
    private final AgentSearch search;
    private final ProviderNames providers;
    private final Problems problems;
    private final Map<String, Optional<AgentFile>> read = new HashMap<>();
    private List<String> names = List.of();

    TeamAgents(AgentSearch search, ProviderNames providers, Problems problems) {
        this.search = search;
        this.providers = providers;
        this.problems = problems;
    }

    /** Returns the agent that is named there; empty after a complaint. */
    Optional<AgentFile> named(Node.Scalar written) {
        String name = written.text();
        if (!AgentFile.isName(name)) {
            problems.add(
                    written.place(),
                    "found " + written.found() + ", expected the name of an agent: letters, digits, `-` and `_`");
            return Optional.empty();
        }
        if (read.isEmpty()) {
            search.closed()
                    .forEach(folder -> problems.note(
                            SourceFile.whole(folder), "agents in this folder cannot be seen: permission denied"));
        }
        return search.find(name).map(file -> once(name, file)).orElseGet(() -> {
            problems.add(written.place(), "no agent " + Quoted.of(name) + alternatives(name));
            return Optional.empty();
        });
    }

    private Optional<AgentFile> once(String name, Path file) {
        Optional<AgentFile> known = read.get(name);
        if (known == null) {
            known = AgentFile.read(name, file, providers, problems);
            read.put(name, known);
        }
        return known;
    }

    private String alternatives(String name) {
        if (names.isEmpty()) {
            names = search.all().stream()
                    .map(AgentSearch.Found::name)
                    .distinct()
                    .toList();
        }
        String suggestion = Suggestion.of(name, names);
        if (!search.closed().isEmpty()) {
            return "; the folder " + search.closed().getFirst() + " may not be searched: permission denied";
        }
        return suggestion.isEmpty()
                ? "; expected " + name + ".yaml, " + name + ".yml or " + name + ".md in one of: "
                        + search.describeFolders()
                : suggestion;
    }
}
