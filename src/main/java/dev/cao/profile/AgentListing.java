package dev.cao.profile;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An agent's file as {@code cao profile list} shows it.
 *
 * @param providers in order of preference; empty when the file is wrong
 * @param shadowedBy the file that is taken in its place
 * @param problem the first thing that is wrong with it; without any, it can be used
 */
public record AgentListing(
        String name,
        Path file,
        String description,
        List<String> providers,
        Optional<Path> shadowedBy,
        Optional<Problem> problem) {
    public AgentListing {
        requireNonNull(name, "name is null");
        requireNonNull(file, "file is null");
        providers = List.copyOf(providers);
    }
}
